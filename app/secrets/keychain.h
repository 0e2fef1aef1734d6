#pragma once

#include "versioning/logins.h"

namespace datanet::app {

// Logins in this computer's keychain: the Secret Service that GNOME Keyring, KWallet and KeePassXC offer. Entries have
// the form of git's own helper git-credential-libsecret, so that either finds what the other kept. Thread-safe; waits
// while the desktop asks to unlock the keychain, until the task is cancelled.
class Keychain final : public versioning::LoginKeeper
{
public:
    [[nodiscard]] base::Result<std::optional<versioning::Login>> find(const versioning::Site &site,
                                                                      base::TaskContext &task) override;
    base::Status keep(const versioning::Site &site, const versioning::Login &login, base::TaskContext &task) override;
    [[nodiscard]] base::Result<bool> forget(const versioning::Site &site, base::TaskContext &task) override;
};

} // namespace datanet::app
