#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "chain/account_store.h"
#include "crypto/secp256k1.h"

namespace datanet::app::cli {

class Session;

// The account that --account names, else the default one.
[[nodiscard]] base::Result<chain::Account> accountInUse(const Session &session);
// Its key: practice accounts open silently, others with the passphrase.
[[nodiscard]] base::Result<crypto::SecretKey> unlockAccount(Session &session, const chain::Account &account);
// From --passphrase-file, else asked for at the terminal without showing it; `twice` when a new one is chosen.
[[nodiscard]] base::Result<base::Secret> passphrase(Session &session, const QString &question, bool twice);

} // namespace datanet::app::cli
