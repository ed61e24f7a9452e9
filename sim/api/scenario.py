"""What the user says: the parts of a plan, their choices, documents of older versions, known funds."""

from typing import TYPE_CHECKING

from sim.api.loading import on_first_use

if TYPE_CHECKING:
    from sim.scenario.conversions import Conversion as Conversion
    from sim.scenario.conversions import ConversionKind as ConversionKind
    from sim.scenario.days import EARLIEST as EARLIEST
    from sim.scenario.days import LATEST as LATEST
    from sim.scenario.drawn.bond_yields import BondYields as BondYields
    from sim.scenario.drawn.months import Regimes as Regimes
    from sim.scenario.drawn.months import StudentT as StudentT
    from sim.scenario.drawn.simulation import USUAL_CERTAINTY as USUAL_CERTAINTY
    from sim.scenario.drawn.simulation import Simulation as Simulation
    from sim.scenario.enums import HARVEST_SCHEDULES as HARVEST_SCHEDULES
    from sim.scenario.enums import STATES as STATES
    from sim.scenario.enums import AccountType as AccountType
    from sim.scenario.enums import Acquisition as Acquisition
    from sim.scenario.enums import AnnuityTerm as AnnuityTerm
    from sim.scenario.enums import AssetClass as AssetClass
    from sim.scenario.enums import AssetLocation as AssetLocation
    from sim.scenario.enums import Estimator as Estimator
    from sim.scenario.enums import FilingStatus as FilingStatus
    from sim.scenario.enums import HarvestProceeds as HarvestProceeds
    from sim.scenario.enums import HarvestTiming as HarvestTiming
    from sim.scenario.enums import LocalBase as LocalBase
    from sim.scenario.enums import Owner as Owner
    from sim.scenario.enums import PlanKind as PlanKind
    from sim.scenario.enums import RmdTiming as RmdTiming
    from sim.scenario.enums import RolloverMethod as RolloverMethod
    from sim.scenario.enums import SaleMethod as SaleMethod
    from sim.scenario.enums import SeriesMethod as SeriesMethod
    from sim.scenario.enums import SpendingTiming as SpendingTiming
    from sim.scenario.enums import TaxedAs as TaxedAs
    from sim.scenario.enums import WithdrawalOrder as WithdrawalOrder
    from sim.scenario.funds.known_funds import FIGURES_OF_A_FUND as FIGURES_OF_A_FUND
    from sim.scenario.funds.known_funds import Fund as Fund
    from sim.scenario.funds.known_funds import FundList as FundList
    from sim.scenario.funds.known_funds import IdentityReading as IdentityReading
    from sim.scenario.funds.known_funds import known_funds as known_funds
    from sim.scenario.health import Marketplace as Marketplace
    from sim.scenario.health import Medicare as Medicare
    from sim.scenario.heirs import Heirs as Heirs
    from sim.scenario.holdings import Account as Account
    from sim.scenario.holdings import Lot as Lot
    from sim.scenario.holdings import Security as Security
    from sim.scenario.holdings import unrealized_gain as unrealized_gain
    from sim.scenario.household import Household as Household
    from sim.scenario.household import Pension as Pension
    from sim.scenario.household import Person as Person
    from sim.scenario.household import SocialSecurity as SocialSecurity
    from sim.scenario.household import Wages as Wages
    from sim.scenario.lives import Lives as Lives
    from sim.scenario.lives import LivesKind as LivesKind
    from sim.scenario.lives import Sex as Sex
    from sim.scenario.local_income_tax import LocalBracket as LocalBracket
    from sim.scenario.market import RETURN_NAMES as RETURN_NAMES
    from sim.scenario.market import ClassAssumption as ClassAssumption
    from sim.scenario.market import Correlation as Correlation
    from sim.scenario.market import History as History
    from sim.scenario.market import Market as Market
    from sim.scenario.market import MarketModel as MarketModel
    from sim.scenario.market import ReturnsAre as ReturnsAre
    from sim.scenario.market import Stress as Stress
    from sim.scenario.models import SCHEMA_VERSION as SCHEMA_VERSION
    from sim.scenario.rollover import Purchase as Purchase
    from sim.scenario.rollover import Rollover as Rollover
    from sim.scenario.spending import LaterLife as LaterLife
    from sim.scenario.spending import SpendingEvent as SpendingEvent
    from sim.scenario.spending import SpendingKind as SpendingKind
    from sim.scenario.spending import SpendingRule as SpendingRule
    from sim.scenario.strategies import Strategy as Strategy
    from sim.scenario.terminal import Terminal as Terminal
    from sim.scenario.written.side_by_side import side_by_side as side_by_side
    from sim.scenario.written.versions import upgraded as upgraded
else:
    __getattr__, __dir__, __all__ = on_first_use(__name__)
