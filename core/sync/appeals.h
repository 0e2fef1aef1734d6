#pragma once

#include "base/task.h"
#include "base/uint256.h"
#include "chain/bindings/types.h"
#include "crypto/secp256k1.h"
#include "light/proven.h"
#include "sync/contributions.h"
#include "sync/network.h"

#include <QString>

#include <optional>

// Appeals: anybody may ask an outside panel, drawn from the jurors, to judge a first result anew, in whichever
// direction. What the appeal needs afterwards, the sealed records for that panel, is in outside_delivery.h.
namespace datanet::sync {

// What an appeal would cost this account, and whether one is possible.
struct AppealTerms
{
    light::Proven<chain::ContributionStatus> status;
    light::Proven<base::Uint256> bond; // wei; back when the panel decides otherwise or does not decide, else lost
    std::uint64_t until = 0; // seconds since 1970, by the chain's clock
    bool own = false; // the account is the contributor: withholding the records loses the bond
    QString obstacle; // English: why none is possible; empty while one is
};
[[nodiscard]] base::Result<AppealTerms> appealTerms(const Network &network, std::uint64_t id,
                                                    const base::Address &account, base::TaskContext &context);

// Uploads the reason to the datanet's inbox and pays the bond. An appeal that this account has made already is done.
// Denied when none is possible (any more), Invalid for a reason without words or with too many.
struct AppealReason
{
    QString code = QStringLiteral("other"); // one of curation::reasonCodes()
    QString words; // empty: no reason is given
};
base::Status appealResult(const Network &network, std::uint64_t id, const AppealReason &reason,
                          const crypto::SecretKey &key, base::TaskContext &context);

// What is known of an appeal. Everything but the reason follows from storage.
struct AppealFacts
{
    light::Proven<chain::Appeal> appeal; // who, and what result it is against
    bool running = false; // the outside panel has not decided yet
    bool ruled = false; // that panel's result is the one that holds
    // Whether it came to another result, and whether the bond went back; nothing while it runs, or not known any more.
    std::optional<bool> changed;
    std::optional<bool> bondReturned;
    // As the appellant wrote it, and as a server reports it: the chain keeps no hash of it.
    std::optional<AppealReason> reason;
};
// Nothing where the chain proves that there is no appeal.
[[nodiscard]] base::Result<std::optional<AppealFacts>> readAppeal(const Network &network, light::Snapshot &snapshot,
                                                                  const Contribution &contribution,
                                                                  base::TaskContext &context);

} // namespace datanet::sync
