"""/wc-auth/v1/: the merchant logs in and approves an application, which is then sent its keys.

https://woocommerce.github.io/woocommerce-rest-api-docs/#rest-api-keys, and the plugin's class
WC_Auth: who is not logged in is sent to the log-in; “Approve” is a link with a nonce; keys are
posted by https only, and are gone where the answer is not 200. Behind plain permalinks the page
shows, if asked for by its query, and its links lead nowhere.
"""

import json
import secrets
from urllib.parse import unquote_plus, urlencode, urlsplit

from markupsafe import Markup
from werkzeug.utils import redirect

from tests.sandbox.look.frame import framed
from tests.sandbox.webhooks import post
from tests.sandbox.woocommerce.access import Key
from tests.sandbox.woocommerce.web_pages import html, not_found

NEEDED = ("app_name", "user_id", "return_url", "callback_url", "scope")
ADDRESSES = ("return_url", "callback_url")
SCOPES = {"read": "Lecture", "write": "Écriture", "read_write": "Lecture/Écriture"}
LOGGED_IN = "wordpress_logged_in"
ROUTES = ("login", "authorize", "access_granted")
SENT = "An error occurred in the request and at the time were unable to send the consumer data"


class KeyHandOver:
    def __init__(self, shop):
        self.shop = shop
        self.nonces = set()
        self.log_ins = set()

    @property
    def has_pretty_links(self):
        return self.shop.store.settings["permalinks"]

    def handle(self, request, step):
        """`step`: what follows wc-auth/v1/; also asked for by ?wc-auth-route=."""
        is_by_query = "wc-auth-route" in request.args
        if step not in ROUTES or not (self.has_pretty_links or is_by_query):
            return not_found()
        asked = {name: request.values.get(name, "") for name in NEEDED}
        problem = _problem(asked)
        if problem:
            return _denied(problem)
        for name in ADDRESSES:
            asked[name] = _formatted(asked[name])
        if step == "login":
            return self._log_in(request, asked)
        if request.cookies.get(LOGGED_IN) not in self.log_ins:
            return self._to("login", asked)
        return getattr(self, step)(request, asked)

    def _log_in(self, request, asked):
        """Any name and password will do."""
        if request.method != "POST":
            return _page("Se connecter", LOG_IN.format(deny=_back(asked, "0"), **asked))
        answer = self._to("authorize", asked)
        mark = secrets.token_hex(8)
        self.log_ins.add(mark)
        answer.set_cookie(LOGGED_IN, mark, httponly=True)
        return answer

    def _to(self, step, asked):
        return redirect(self._link(step, asked), 302)

    def _link(self, step, asked, **more):
        query = urlencode({**asked, **more})
        if self.has_pretty_links:
            return f"/woocommerce/wc-auth/v1/{step}/?{query}"
        return f"/woocommerce/?wc-auth/v1={step}&{query}"

    def authorize(self, request, asked):
        nonce = secrets.token_hex(5)
        self.nonces.add(nonce)
        words = {
            "grant": self._link("access_granted", asked, wc_auth_nonce=nonce),
            "deny": _back(asked, "0"),
            "rights": SCOPES[asked["scope"]],
            "host": urlsplit(asked["callback_url"]).hostname,
        }
        return _page("Autoriser une application", QUESTION.format(**asked, **words))

    def access_granted(self, request, asked):
        """The keys go to the callback; only when it took them may the application go on.

        The shop is not locked meanwhile: who gets the keys may try them before it answers.
        """
        if request.args.get("wc_auth_nonce") not in self.nonces:
            return _denied("Invalid nonce verification")
        key, secret = f"ck_{secrets.token_hex(20)}", f"cs_{secrets.token_hex(20)}"
        body = {
            "key_id": len(self.shop.store.keys) + 1,
            "user_id": asked["user_id"],
            "consumer_key": key,
            "consumer_secret": secret,
            "key_permissions": asked["scope"],
        }
        self.shop.store.keys[key] = Key(key, secret, asked["scope"])
        headers = {"Content-Type": "application/json;charset=UTF-8"}
        status = post(asked["callback_url"], json.dumps(body).encode(), headers)
        if status != 200:
            del self.shop.store.keys[key]
            return _denied(SENT if isinstance(status, int) else status)
        return redirect(_back(asked, "1"), 302)


def _problem(asked):
    missing = [name for name in NEEDED if not asked[name]]
    if missing:
        return f"Missing parameter {missing[0]}"
    if asked["scope"] not in SCOPES:
        return f"Invalid scope {asked['scope']}"
    for name in ADDRESSES:
        address = _formatted(asked[name])
        if not urlsplit(address).hostname:
            return f"The {address} is not a valid URL"
    if not _formatted(asked["callback_url"]).lower().startswith("https://"):
        return "The callback_url needs to be over SSL"
    return None


def _formatted(address):
    """The plugin decodes once more, and takes what has no scheme for https."""
    address = unquote_plus(address)
    return address if "://" in address else f"https://{address}"


def _back(asked, success):
    mark = "&" if "?" in asked["return_url"] else "?"
    return f"{asked['return_url']}{mark}success={success}&user_id={asked['user_id']}"


def _denied(problem):
    return _page("Access denied", Markup("<p>Error: {}.</p>").format(problem), 401)


def _page(title, content, status=200):
    return html(str(framed("/woocommerce", title, content)), status)


LOG_IN = Markup("""<h1>{app_name} aimerait se connecter à votre boutique</h1>
<p>Pour vous connecter à {app_name}, vous devez être identifié. Identifiez-vous ci-dessous, ou
<a href="{deny}">annulez et revenez à {app_name}</a>.</p>
<form method="post" class="panel" style="max-width:28rem">
<p><label>Identifiant ou adresse e-mail<input name="username" required></label></p>
<p><label>Mot de passe<input name="password" type="password" required></label></p>
<p><button class="button" name="login" value="1">Connexion</button></p></form>""")
QUESTION = Markup("""<h1>{app_name} aimerait se connecter à votre boutique</h1>
<p class="lead">Cela donnera à « {app_name} » un accès {rights} : commandes, produits, clients,
webhooks.</p>
<p>L’approbation enverra des identifiants à {host}. N’approuvez pas si cela vous semble suspect.</p>
<div class="panel" style="max-width:28rem"><p><a class="button" href="{grant}">Approuver</a></p>
<p><a class="button plain" href="{deny}">Refuser</a></p></div>""")
