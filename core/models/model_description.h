#pragma once

#include "attribution/text_shard.h"
#include "base/bytes.h"
#include "base/result.h"

#include <QJsonObject>
#include <QString>

#include <vector>

// What a model was made of, as canonical JSON. Pure values; any thread.
namespace datanet::models {

// A published version of a datanet, as the chain names it.
struct DataVersion
{
    std::uint64_t datanet = 0;
    std::uint32_t number = 0;
    base::Bytes32 acc; // Datanets.versionAcc: binds all contributions up to this version

    auto operator<=>(const DataVersion &) const = default;
};

// One source of records with the digest of everything in it (record_texts.h), whatever shards hold its tokens.
struct ModelSource
{
    attribution::Source source;
    base::Digest texts;
    std::uint32_t records = 0;
    std::uint64_t tokens = 0;
    std::uint64_t bytes = 0; // of text

    bool operator==(const ModelSource &) const = default;
};

// The numbers that probabilities and answers depend on.
struct NgramParameters
{
    static constexpr std::uint32_t kLongestContext = 64;
    static constexpr std::uint32_t kLargestStrength = 1 << 16;

    // Tokens before a token that it can depend on, the beginning of the record included; 1 to kLongestContext.
    std::uint32_t longestContext = 12;
    // Pseudo-counts by which the empty context leans on chance, and longer ones on the one that is a token shorter
    // (strengthAt() in ngram_score.h); 1 to kLargestStrength.
    std::uint32_t strength = 1024;

    bool operator==(const NgramParameters &) const = default;
};

// How training went; changes no answer.
struct TrainingRun
{
    static constexpr std::size_t kMaximumTried = 32;

    QString program; // name and version
    std::uint64_t seed = 1; // chooses the records that parameters were tried on
    std::uint64_t triedTokens = 0; // how many tokens those have
    std::vector<std::uint32_t> triedStrengths; // ascending; empty: the strength was given

    bool operator==(const TrainingRun &) const = default;
};

struct ModelDescription
{
    static constexpr std::int64_t kMaximumBytes = 64 << 20;
    static constexpr qsizetype kMaximumSources = 1 << 17;
    static constexpr qsizetype kMaximumVersions = 1 << 16;
    static constexpr qsizetype kMaximumProgram = 200; // characters

    NgramParameters parameters;
    std::vector<DataVersion> versions; // ascending by datanet; none for data that is on no chain
    std::vector<ModelSource> sources; // ascending
    TrainingRun run;

    bool operator==(const ModelDescription &) const = default;

    [[nodiscard]] std::uint64_t recordCount() const;
    [[nodiscard]] std::uint64_t tokenCount() const;
    [[nodiscard]] std::uint64_t textBytes() const;

    // RFC 8785, one line feed at the end: model.json.
    [[nodiscard]] base::Bytes toJson() const;
    // Invalid, naming the member, for anything else than what toJson() writes for a description within its bounds.
    [[nodiscard]] static base::Result<ModelDescription> fromJson(base::ByteView bytes);
    // Invalid when a bound or an order is broken.
    [[nodiscard]] base::Status check() const;

    // For Models.register(): SHA-256 of the canonical bytes of three parts of the JSON.
    // "weights": kind, format, tokenizer, parameters, sources with their digests; so one changed byte of one record
    // gives another hash, other shards, threads or training runs do not.
    [[nodiscard]] base::Digest weightsHash() const;
    // "versions".
    [[nodiscard]] base::Digest dataVersionsHash() const;
    // "run", together with both hashes above.
    [[nodiscard]] base::Digest runHash() const;
};

} // namespace datanet::models
