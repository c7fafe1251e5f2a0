"""Read by `odoo shell`: compiles what a browser's first page asks for, our addons included.

It takes longer than the page itself, and is the same in every copy of the template.
"""

for bundle in ("web.assets_web", "web.assets_web_print", "web.assets_frontend"):
    env["ir.qweb"]._get_asset_bundle(bundle, css=True, js=False).css()
for bundle in (
    "web.assets_web",
    "web.assets_frontend_minimal",
    "web.assets_frontend_lazy",
    "web.assets_emoji",
    "bus.websocket_worker_assets",
):
    env["ir.qweb"]._get_asset_bundle(bundle, css=False, js=True).js()
env.cr.commit()
