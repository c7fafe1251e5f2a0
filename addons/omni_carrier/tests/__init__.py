from . import test_label_once
from . import test_label_cancel
from . import test_transfer
from . import test_rates
from . import test_tracking_mail
from . import test_company_rule
from . import test_dashboard
from . import test_french
