"""What `make run` and `make demo-reset` start in the project folder: `python -m local_stack [run|reset]`."""

import shutil
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import NoReturn

from local_stack import environment as environments
from local_stack import services, supervisor
from local_stack.environment import Environment
from local_stack.process import ServiceError
from local_stack.services import Folders
from local_stack.supervisor import say
from nswp_members.demo.people import PASSWORD, PEOPLE, seat_address


def main(arguments: list[str]) -> int:
    """Run or reset; return the exit code."""
    actions = {"run": run, "reset": reset}
    verb = arguments[0] if arguments else "run"
    if verb not in actions:
        print(__doc__, file=sys.stderr)
        return 2
    supervisor.stop_on_signals()
    try:
        actions[verb](Path.cwd())
    except supervisor.Stopped:
        say("Stopped.")
    except ServiceError as failure:
        print(failure, file=sys.stderr)
        return 1
    except PermissionError as refusal:
        print(
            f"{refusal.filename} belongs to another user: start as that user or as root.",
            file=sys.stderr,
        )
        return 1
    return 0


def run(root: Path) -> NoReturn:
    """Start everything, say where it is and keep it up."""
    began = time.monotonic()
    folders = Folders(root)
    environment = environments.with_defaults(environments.read(root))
    with supervisor.alone_in(folders.var), ExitStack() as stack:
        services.require_free_port(environment)
        services.clear_logs(folders)
        environment = environments.with_secrets(environment, folders.secrets)
        say("Starting …")
        running = stack.enter_context(services.database(environment, folders))
        running += stack.enter_context(services.broker(environment, folders))
        mail = services.mail_server(environment, folders)
        services.prepare(environment, folders)
        web, *others = services.app_processes(environment, folders)
        ours = [*mail, web, *others]
        stack.callback(supervisor.stop_all, ours)
        stack.callback(say, "Stopping …")
        for service in ours:
            service.start()
        services.wait_for_web(environment, web)
        say(announcement(environment, time.monotonic() - began))
        supervisor.keep_up([*running, *ours])


def reset(root: Path) -> None:
    """Remove all data of `make run`, keeping its secrets."""
    folders = Folders(root)
    if environments.read(root).get("DATABASE_URL"):
        raise ServiceError("DATABASE_URL names a database of your own: demo-reset never touches that.")
    with supervisor.alone_in(folders.var):
        for path in folders.var.iterdir():
            if path in (folders.secrets, folders.lock):
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
    say("The demo data are gone; `make run` begins anew.")


def announcement(environment: Environment, seconds: float) -> str:
    """Return the address, the demo sign-ins and how to stop."""
    base = environment["BASE_URL"]
    lines = ["", f"NSWP Members is ready after {seconds:.1f} s:  {base}", ""]
    if services.is_demo(environment):
        lines.append(f"Sign in with the password {PASSWORD} as")
        lines += [f"    {person.email:<28}{person.description}" for person in PEOPLE]
        lines.append(f"    {seat_address('africa-b'):<28}Each other seat of the Board, also europe-a@ and so on")
        lines.append("")
    if environment.get("DEMO_MAILBOX"):
        lines.append(f"Mail it sends:  {base}/demo/mailbox")
    lines.append("Logs:           var/log")
    lines.append("To stop:        Ctrl-C (your data stay; make demo-reset removes them)")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
