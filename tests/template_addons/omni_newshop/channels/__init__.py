from odoo.addons.omni_base.core.adapter import import_folder

import_folder(__path__, __name__)
