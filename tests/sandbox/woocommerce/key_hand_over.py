"""/wc-auth/v1/authorize: the merchant approves an application, which is then sent its keys.

https://woocommerce.github.io/woocommerce-rest-api-docs/#rest-api-keys
"""

import json
import secrets
from urllib.parse import urlencode, urlsplit

from markupsafe import Markup
from werkzeug.utils import redirect

from tests.sandbox.look.frame import framed
from tests.sandbox.webhooks import post
from tests.sandbox.woocommerce.access import Key
from tests.sandbox.woocommerce.web_pages import html

NEEDED = ("app_name", "user_id", "return_url", "callback_url", "scope")
SCOPES = {"read": "lire", "write": "écrire", "read_write": "lire et écrire"}
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class KeyHandOver:
    def __init__(self, shop):
        self.shop = shop

    def handle(self, request, step):
        asked = {name: request.values.get(name, "") for name in NEEDED}
        problem = self._problem(asked)
        if problem:
            return html(
                str(framed("/woocommerce", "Erreur", Markup("<p>{}</p>").format(problem))), 401
            )
        if step == "access_granted" and request.method == "POST":
            return self._grant(asked)
        return html(str(framed("/woocommerce", "Autoriser une application", _question(asked))))

    @staticmethod
    def _problem(asked):
        missing = [name for name in NEEDED if not asked[name]]
        if missing:
            return f"Error: Missing parameter {missing[0]}"
        if asked["scope"] not in SCOPES:
            return f"Error: Invalid scope {asked['scope']}"
        for name in ("return_url", "callback_url"):
            if urlsplit(asked[name]).scheme not in ("http", "https"):
                return f"Error: The {name} is not a valid URL"
        callback = urlsplit(asked["callback_url"])
        if callback.scheme != "https" and callback.hostname not in LOOPBACK:
            return "Error: The callback_url needs to be over SSL"
        return None

    def _grant(self, asked):
        """The keys go to the callback; only when it took them may the application go on.

        The shop is not locked meanwhile: who gets the keys may try them before it answers.
        """
        key, secret = f"ck_{secrets.token_hex(20)}", f"cs_{secrets.token_hex(20)}"
        body = {
            "key_id": len(self.shop.store.keys) + 1,
            "user_id": asked["user_id"],
            "consumer_key": key,
            "consumer_secret": secret,
            "key_permissions": asked["scope"],
        }
        self.shop.store.keys[key] = Key(key, secret, asked["scope"])
        sent = json.dumps(body).encode()
        headers = {"Content-Type": "application/json;charset=utf-8"}
        status = post(asked["callback_url"], sent, headers)
        if status != 200:
            del self.shop.store.keys[key]
            text = (
                "Error: An error occurred in the request and at the time were unable to send the "
            )
            return html(text + "consumer data", 401)
        return redirect(self._return_url(asked, "1"), 302)

    @staticmethod
    def _return_url(asked, success):
        mark = "&" if "?" in asked["return_url"] else "?"
        words = urlencode({"success": success, "user_id": asked["user_id"]})
        return f"{asked['return_url']}{mark}{words}"


def _question(asked):
    hidden = Markup("").join(
        Markup('<input type="hidden" name="{}" value="{}">').format(name, value)
        for name, value in asked.items()
    )
    mark = "&" if "?" in asked["return_url"] else "?"
    refused = (
        f"{asked['return_url']}{mark}{urlencode({'success': '0', 'user_id': asked['user_id']})}"
    )
    return QUESTION.format(
        name=asked["app_name"], scope=SCOPES[asked["scope"]], hidden=hidden, refused=refused
    )


QUESTION = Markup("""<h1>{name} souhaite se connecter à votre boutique</h1>
<p class="lead">L’application pourra {scope} vos données : commandes, produits, clients.</p>
<form method="post" action="/woocommerce/wc-auth/v1/access_granted" class="panel"
style="max-width:28rem">{hidden}
<p><button class="button" name="action" value="approve">Approuver</button></p>
<p><a class="button plain" href="{refused}">Refuser</a></p></form>""")
