"""The one place that knows pydantic-settings: names of variables → nested values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict, SettingsError

from desk.config.environment import decoded
from desk.config.model import Config

if TYPE_CHECKING:
    from collections.abc import Mapping


class _Shape(Config, BaseSettings):
    """The fields of the file, as pydantic-settings wants them; never filled."""

    model_config = SettingsConfigDict(extra="ignore")


class _Source(EnvSettingsSource):
    """Reads the given variables in place of the process's own."""

    def __init__(self, variables: Mapping[str, str], prefix: str, parted: str) -> None:
        self._given = {name.lower(): value for name, value in variables.items()}
        super().__init__(_Shape, env_prefix=prefix, env_nested_delimiter=parted)

    def _load_env_vars(self) -> Mapping[str, str | None]:
        return dict(self._given)

    def decode_complex_value(self, field_name: str, field: Any, value: Any) -> Any:  # noqa: ARG002 - their signature
        return decoded(value, getattr(field, "annotation", field))


def settings_of(variables: Mapping[str, str], prefix: str, parted: str) -> dict[str, Any]:
    """The settings that variables give, nested; raises ValueError for JSON that is none."""
    try:
        return dict(_Source(variables, prefix, parted)())
    except SettingsError as error:
        raise ValueError(str(error)) from None
