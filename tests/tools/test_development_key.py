"""The key of a development copy."""

import stat

from config import settings_dev


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(settings_dev, "LOCAL_DIR", tmp_path / "new")
    first = settings_dev.secret_key()
    assert len(first) >= 50
    assert settings_dev.secret_key() == first
    assert stat.S_IMODE((tmp_path / "new" / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret_key"]
