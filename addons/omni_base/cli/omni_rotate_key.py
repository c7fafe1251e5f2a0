import sys

import psycopg2

import odoo.tools.config
from odoo import SUPERUSER_ID, api
from odoo.cli import Command
from odoo.modules.registry import Registry

FORGET = """\
Every secret can be read with the newest key alone. When this is so for each database of this
server, take the older keys out of the variable or the file."""
UNREADABLE = """\
No key reads the secrets of: {names}. Give the server the key they were stored with and start this
again, or type them again in Odoo. Keep the older keys until then."""


class RotateKey(Command):
    """Encrypt the stored log-ins of Omni anew with the newest key; safe to interrupt and repeat."""

    name = "omni_rotate_key"

    def run(self, args):
        is_new = "--new-key" in args
        config = odoo.tools.config
        config.parser.prog = self.prog
        config.parse_config([arg for arg in args if arg != "--new-key"], setup_logging=True)
        databases = config["db_name"]
        if not databases:
            sys.exit("Name the database: odoo omni_rotate_key -d DATABASE [--new-key]")
        sys.exit(max(self._start(databases, is_new)))

    def _start(self, databases, is_new):
        from odoo.addons.omni_base.core.errors import AuthError
        from odoo.addons.omni_base.core.vault import add_key

        try:
            if is_new:
                self._say(f"A new key is in {add_key(odoo.tools.config['data_dir'])}.")
            return [self._rotate(database) for database in databases]
        except (AuthError, psycopg2.OperationalError) as error:
            sys.exit(str(error).strip())

    def _rotate(self, database):
        """Return the exit code of one database."""
        with Registry(database).cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            if "omni.credential" not in env:
                self._say(f"{database}: Omni is not installed.")
                return 1
            done = env["omni.credential"]._rotate_key()
        self._say(
            f"{database}: {done.renewed} secrets encrypted anew, {done.kept} had the newest key."
        )
        names = ", ".join(done.unreadable)
        self._say(UNREADABLE.format(names=names) if names else FORGET)
        return 1 if names else 0

    def _say(self, text):
        sys.stdout.write(f"{text}\n")
