"""Read by `odoo shell`: compiles the style sheets of the web client and of printed reports.

They are the slow part of a first page, and the same in every copy of the template.
"""

for bundle in ("web.assets_web", "web.assets_web_print", "web.assets_frontend"):
    env["ir.qweb"]._get_asset_bundle(bundle, css=True, js=False).css()
env["ir.qweb"]._get_asset_bundle("web.report_assets_common", css=True, js=False).css()
env.cr.commit()
