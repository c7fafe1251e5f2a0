"""What the webhook address does with a delivery."""


def delivered(adapter, headers, body):
    """Return the Doorbell of a delivery; raises SignatureError for one that is not believed."""
    adapter.verify_webhook(headers, body)
    return adapter.read_webhook(headers, body)
