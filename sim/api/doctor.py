"""What an installation lacks."""

from typing import TYPE_CHECKING

from sim.api.loading import on_first_use

if TYPE_CHECKING:
    from sim.compile.cache import chosen_root as chosen_root
    from sim.doctor.finding import NOTICE as NOTICE
    from sim.doctor.finding import PROBLEM as PROBLEM
    from sim.doctor.finding import Finding as Finding
    from sim.doctor.kernels import cache_finding as cache_finding
    from sim.doctor.kernels import compiler_finding as compiler_finding
    from sim.doctor.kernels import settings_findings as settings_findings
    from sim.doctor.law_years import law_finding as law_finding
    from sim.doctor.saved_plans import store_finding as store_finding
    from sim.doctor.settings import environment_finding as environment_finding
    from sim.doctor.versions import declared_bounds as declared_bounds
    from sim.doctor.versions import package_findings as package_findings
    from sim.doctor.versions import python_finding as python_finding
    from sim.environment import RUNS_AT_ONCE as RUNS_AT_ONCE
    from sim.law.federal_law import federal_years as federal_years
else:
    __getattr__, __dir__, __all__ = on_first_use(__name__)
