#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "dataset/finding_store.h"
#include "dataset/row.h"
#include "similarity/ratio.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <cstdint>
#include <optional>

namespace datanet::curation {

enum class Severity : std::uint8_t {
    Note, // worth knowing
    Caution, // a person should look; sending is possible
    Blocking, // must be fixed before the records can be sent
};

// What may be offered to do about a finding, best first.
enum class Fix : std::uint8_t {
    HideSpan, // words that say what was there stand in for the span
    LeaveOut,
    Keep,
    FillIn,
    Edit,
    Mend, // the field's text is rewritten as its rule knows (mending.h)
};

// A finding about the set as a whole stands at this position.
inline constexpr dataset::Position kWholeSet = -1;

// Bytes of a field's text (the decoded characters of a string; the JSON of a nested value), end excluded.
struct Span
{
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool operator==(const Span &) const = default;
};

// The other record that a finding points at.
struct Evidence
{
    bool accepted = false; // a record of the datanet; else an earlier one of the same set
    base::Digest id;
    dataset::Position position = 0; // in the same set, or within its contribution
    QString contributor; // accepted: the account, 0x and 40 digits
    std::uint64_t contribution = 0; // accepted: the id of the contribution, which is its priority
    similarity::Ratio similarity; // exact Jaccard of the word pairs; 1 of 1 for the same record
    similarity::Ratio limit; // of the datanet
    std::uint32_t sharedWords = 0; // "17 of 25 words are the same"; accepted only. For records of one set, and for the
    std::uint32_t words = 0; // ranges to be marked, ask similarity::sharedWords() with both texts.
    bool operator==(const Evidence &) const = default;
};

// What a check says about one record. The sentence is made in app/format from rule and parameters.
struct Finding
{
    QString rule; // of the check, stable: "phone-number"
    QString reason; // the protocol's reason code: "personal-data"
    Severity severity = Severity::Note;
    bool excludes = false; // a reviewer program leaves the record out for this
    dataset::Position position = 0;
    base::Digest id; // of the record as it was checked
    QString field; // empty: the whole record
    std::optional<Span> span;
    QJsonObject parameters; // numbers and short texts, cut at 200 characters
    std::optional<Evidence> evidence;
    QList<Fix> fixes;

    bool operator==(const Finding &) const = default;
};

[[nodiscard]] QString severityName(Severity severity); // "note", "caution", "blocking"
[[nodiscard]] std::optional<Severity> severityFromName(const QString &name);
[[nodiscard]] QString fixName(Fix fix); // "hide-span", "leave-out", "keep", "fill-in", "edit", "mend"

// Everything but position and id, for the working copy's table of findings and for --json.
[[nodiscard]] QJsonObject findingToJson(const Finding &finding);
[[nodiscard]] QJsonObject evidenceToJson(const Evidence &evidence);

[[nodiscard]] dataset::StoredFinding toStored(const Finding &finding);
// Corrupt when the detail is none that toStored() wrote.
[[nodiscard]] base::Result<Finding> fromStored(const dataset::StoredFinding &stored);

} // namespace datanet::curation
