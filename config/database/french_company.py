"""Read by `odoo shell`: makes the main company a small French shop, with its accounts.

French is added as a language; the users keep English, so that tests read one text.
"""

company = env.ref("base.main_company")
company.partner_id.write(
    {
        "name": "Atelier Colibri",
        "street": "12 rue des Tanneurs",
        "zip": "37000",
        "city": "Tours",
        "country_id": env.ref("base.fr").id,
        "phone": "+33 2 47 00 00 00",
        "email": "bonjour@atelier-colibri.example",
        "vat": "FR23334175221",
        "tz": "Europe/Paris",
    }
)
env.ref("base.EUR").active = True
company.currency_id = env.ref("base.EUR")
if company.chart_template != "fr":
    env["account.chart.template"].try_loading("fr", company, install_demo=False)
env["res.users"].search([]).write({"tz": "Europe/Paris"})
french = env.ref("base.lang_fr", raise_if_not_found=False)
french = french or env["res.lang"]._activate_lang("fr_FR")
env["base.language.install"].create({"lang_ids": french.ids}).lang_install()
env.cr.commit()
