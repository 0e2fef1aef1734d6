#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "curation/check_settings.h"
#include "dataset/schema.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace datanet::curation {

// A record that shows what is wanted, or what is not, and why.
struct RecordExample
{
    QJsonObject record;
    QString words;
    bool operator==(const RecordExample &) const = default;
};

// What a datanet asks of a contribution: the terms whose hash stands on chain. The JSON is described in README.md.
struct DatanetRules
{
    static constexpr int kFormat = 1;
    static constexpr std::int64_t kMaximumBytes = 256 << 10;
    static constexpr std::int64_t kMostRecords = 10'000'000;

    QString title;
    QString purpose;
    QStringList rules; // in plain words, at most five
    QString licence; // SPDX, of the published data
    QStringList licences; // SPDX, accepted of a contribution; empty means only `licence`
    QStringList languages; // BCP 47; empty means any
    dataset::Schema schema; // no fields: anything goes
    std::int64_t maximumRecords = 100'000; // of one contribution
    int nearDuplicatePercent = 80; // from this similarity on a record counts as a near-duplicate
    int closePercent = 50; // from this similarity with an accepted record a person is asked to look
    QStringList phoneRegions{QStringLiteral("US"), QStringLiteral("GB"), QStringLiteral("DE"), QStringLiteral("FR")};
    int minimumAcceptedPercent = 50; // review policy: below, reviewer programs ask for changes
    CheckSettings checks; // where the datanet uses them otherwise than by default
    QString instructions; // to reviewers
    std::vector<RecordExample> goodExamples, badExamples; // at most 20 each

    bool operator==(const DatanetRules &) const = default;

    // For checking a data set that is meant for no datanet in particular.
    [[nodiscard]] static DatanetRules forSchema(const dataset::Schema &schema);

    [[nodiscard]] bool acceptsLicence(const QString &spdx) const;

    // Invalid, naming the member: empty or too long texts, limits out of range, patterns that are no RE2 expressions.
    [[nodiscard]] base::Status validate() const;

    // Canonical; the same rules give the same bytes everywhere.
    [[nodiscard]] base::Bytes toJson() const;
    // From anybody's bytes. Invalid for unknown members too: a rule that is not understood can't be checked.
    [[nodiscard]] static base::Result<DatanetRules> fromJson(base::ByteView json);

    // keccak256 of exactly these bytes, as Datanets keeps it.
    [[nodiscard]] static base::Digest termsHash(base::ByteView json);
};

} // namespace datanet::curation
