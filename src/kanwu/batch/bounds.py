"""What a page may take of the machine, enforced by the kernel on the process that cleans it."""

import signal

TIMER = hasattr(signal, "setitimer")
"""Whether the kernel measures the CPU time of a page."""


def arm(seconds: float) -> None:
    """Have this process ended, by SIGPROF, once it has taken so much CPU time; 0: never."""
    if TIMER:
        signal.setitimer(signal.ITIMER_PROF, seconds)


def bound(memory: int) -> None:
    """Let this process have no more than so many MB beyond what it has; where the system cannot, let it be."""
    try:
        import resource

        with open("/proc/self/statm") as pages:
            has = int(pages.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (has + (memory << 20), resource.RLIM_INFINITY))
    except (ImportError, OSError, ValueError):
        return
