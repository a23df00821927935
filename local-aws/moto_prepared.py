"""
moto made ready for the gate, once, by whoever imports this before moto.server is run.

moto's own server answers whoever comes, each in a thread of its own, and closes the connection. Here the gate alone asks,
many requests at once: moto answers them one after the other, keeps the connections, and remembers what it would look up
for every request. This takes more than half of its time off a request.
"""

import copy
import io
import threading

import moto.server
from moto.iam.models import IAMBackend
from moto.iam.policy_validation import IAMPolicyDocumentValidator
from moto.moto_server.werkzeug_app import DomainDispatcherApplication
from werkzeug.serving import WSGIRequestHandler


class InTurn(DomainDispatcherApplication):
    """
    moto's threads share its state without locks: one that lists what another one adds to ends in an error. Python runs
    one thread at a time anyway, so turns take no time; and the next request waits here already, not on its way.
    """

    turn = threading.Lock()
    backends = {}

    def __call__(self, environ, start_response):
        with self.turn:
            return list(self.answer(environ, start_response))

    def answer(self, environ, start_response):
        return super().__call__(environ, start_response)

    def get_backend_for_host(self, host):
        """moto looks through its own folder, and tries a hundred expressions, to tell at every request whose it is."""
        if host not in self.backends:
            self.backends[host] = super().get_backend_for_host(host)
        return self.backends[host]


def share_managed_policies():
    """moto parses a thousand policies of AWS's own for every account; here each account gets copies of the first one's."""
    parse, parsed = IAMBackend._init_aws_policies, []

    def copied(policy, account):
        made = copy.copy(policy)
        made.__dict__.update(account_id=account, attachment_count=0, versions=list(policy.versions))
        return made

    def init_aws_policies(backend):
        if not parsed:
            parsed.extend(parse(backend))
        return [copied(policy, backend.account_id) for policy in parsed]

    IAMBackend._init_aws_policies = init_aws_policies


def keep_connections():
    """
    werkzeug closes a connection after each answer, since what an application left unread would be taken for the next
    request. The gate sends bodies whole and with their length, so each is read before it is answered.
    """
    run_wsgi, send_header = WSGIRequestHandler.run_wsgi, WSGIRequestHandler.send_header

    def answer(handler):
        connection = handler.rfile
        handler.rfile = io.BytesIO(connection.read(int(handler.headers.get("content-length", 0))))
        try:
            run_wsgi(handler)
        finally:
            handler.rfile = connection

    def send_other_header(handler, name, value):
        if (name.lower(), value) != ("connection", "close"):
            send_header(handler, name, value)

    WSGIRequestHandler.run_wsgi, WSGIRequestHandler.send_header = answer, send_other_header


def leave_policies_to_the_gate():
    """moto refuses policies of identities that AWS takes, such as those for `arn:aws:s3`; the gate has checked them all."""
    IAMPolicyDocumentValidator.validate = lambda _: None


moto.server.DomainDispatcherApplication = InTurn
share_managed_policies()
keep_connections()
leave_policies_to_the_gate()
