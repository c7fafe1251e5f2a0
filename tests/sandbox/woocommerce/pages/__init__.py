"""The storefront's pages, in French, as plain HTML."""
