#pragma once

#include "base/bytes.h"

#include <QString>

namespace datanet::sync {

// Where one installation keeps its things, below its data folder. Paths only: nothing is made here.
struct Home
{
    QString path; // base::files::defaultHome() unless told otherwise

    [[nodiscard]] QString outbox() const; // submissions and votes on their way: an SQLite file
    [[nodiscard]] QString sealed() const; // encrypted bundles waiting to be uploaded
    [[nodiscard]] QString evidence() const; // answers that did not match
    [[nodiscard]] QString practice() const; // everything of the practice network
    // What was read of a deployment's contributions: an SQLite file. genesis: the chain's first block.
    [[nodiscard]] QString contributionIndex(std::uint64_t chainId, const base::Digest &genesis,
                                            const base::Address &contributions) const;
    // The mirror of one datanet of one deployment: a repository.
    [[nodiscard]] QString mirror(std::uint64_t chainId, const base::Address &datanets, std::uint64_t datanet) const;
    // What a reviewer unpacked of one contribution.
    [[nodiscard]] QString review(std::uint64_t chainId, const base::Address &contributions, std::uint64_t id) const;
};

} // namespace datanet::sync
