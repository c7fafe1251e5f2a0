from importlib.util import find_spec

from . import test_access
from . import test_bell
from . import test_buckets
from . import test_claiming
from . import test_connectors
from . import test_credentials
from . import test_dashboard
from . import test_export
from . import test_feeds
from . import test_french
from . import test_groups
from . import test_health
from . import test_intents
from . import test_key
from . import test_key_rotation
from . import test_measures
from . import test_messages
from . import test_mode
from . import test_owners
from . import test_pages
from . import test_payloads
from . import test_stages
from . import test_remote_words
from . import test_rpc
from . import test_two_companies
from . import test_verdicts
from . import test_wake_up
from . import test_webhook
from . import test_words
from . import test_ignore
from . import test_problems
from . import test_replay

if find_spec("hypothesis"):
    from . import test_halving
    from . import test_life_of_a_message
