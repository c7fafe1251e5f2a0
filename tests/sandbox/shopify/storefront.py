"""Placeholder until the pages are there."""

from werkzeug.wrappers import Response


class Storefront:
    def __init__(self, vendor):
        self.vendor = vendor

    def handle(self, request, path):
        return Response("storefront", mimetype="text/html")
