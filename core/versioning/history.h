#pragma once

#include "versioning/repository.h"

#include <QDateTime>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace datanet::versioning {

// One version, as lists show it.
struct Version
{
    CommitId id;
    std::vector<CommitId> parents;
    std::int64_t number = 0; // v1 is the first, along first parents; 0: not known, or on another branch
    Person author;
    QDateTime time;
    QString message;
    bool isSigned = false; // carries a signature; whether it is good is for provenance to say
    bool isBoundary = false; // the versions before it were not fetched
    bool operator==(const Version &) const = default;
};

// Newest first, along first parents of the current branch, or of `from`; skip and limit page through. Empty before the
// first version. Costs what is shown and passed over, see placeOf().
[[nodiscard]] base::Result<std::vector<Version>> log(const Repository &repository, std::int64_t skip = 0,
                                                     int limit = 100, const std::optional<CommitId> &from = {});

// What a version holds, from names alone: no record is read.
struct VersionTotals
{
    std::int64_t records = 0;
    std::int64_t segments = 0;
    std::int64_t attachments = 0;
    std::vector<QByteArray> documents;
    bool operator==(const VersionTotals &) const = default;
};

struct VersionDetails
{
    Version version;
    VersionTotals totals;
};
[[nodiscard]] base::Result<VersionDetails> show(const Repository &repository, const CommitId &id);

// The bytes of dataset.json, schema.json or README.md in a version; NotFound when it has none.
[[nodiscard]] base::Result<base::Bytes> documentAt(const Repository &repository, const CommitId &id,
                                                   const QString &name);

} // namespace datanet::versioning
