#pragma once

#include "curation/finding.h"
#include "dataset/field_scanner.h"

#include <QString>

#include <memory>
#include <string_view>
#include <vector>

namespace datanet::curation {

// One record under the checks' eyes; valid during the call.
struct RecordView
{
    std::int64_t index = 0; // in the order of the walk, from 0
    dataset::Position position = 0;
    std::string_view body; // canonical
    base::Digest id;
    const dataset::FieldScanner &fields;
};

// A whole number that a datanet may set for a rule.
struct Setting
{
    QString name; // in JSON: "fewestWords"
    int fallback = 0;
    int minimum = 0;
    int maximum = 0;
    QString title; // English: "Fewest words"
};

// One kind of finding: what its rows in a list have in common, and what a datanet may decide about it
// (check_settings.h). Texts are English.
struct Rule
{
    QString id; // stable: stored, shown by --json, translated by app/format
    QString reason; // the protocol's reason code
    Severity severity = Severity::Note;
    bool excludes = false;
    QString title;
    QString explanation = {}; // what is found and why it matters
    QString example = {}; // a text in which the rule finds something; empty where one text can't show it
    int version = 1; // goes up when the rule finds something else in the same records
    std::vector<Setting> settings = {};
};

// A finding of a rule about a record, with its place filled in.
[[nodiscard]] Finding findingOf(const Rule &rule, const RecordView &record);

// What a check learnt about a record in its parallel half and needs in its ordered half.
struct Memo
{
    virtual ~Memo() = default;
};

// A check looks at every record once, from many threads in any order. What it finds depends on the record, the rules
// and the accepted records alone, so it is found anew only where a record has changed. New checks join by being added
// in standardChecks() (checks.h).
class Check
{
public:
    virtual ~Check() = default;

    [[nodiscard]] virtual std::vector<Rule> rules() const = 0;
    // Findings of this record alone. The memo is for an OrderedCheck and may be empty.
    virtual std::unique_ptr<Memo> examine(const RecordView &record, std::vector<Finding> &findings) const = 0;
};

// A check that has a second half, on one thread in the order of the records: what it finds depends on the memos of the
// records before, too.
class OrderedCheck : public Check
{
public:
    // Findings that depend on the records before. Of the record only index, position and id may be looked at: it may be
    // one of an earlier run.
    virtual void inOrder(const RecordView &record, const Memo *memo, std::vector<Finding> &findings) = 0;

    // A check that does nothing in order for records without a memo, and can keep its memos as bytes, is run again from
    // them after an edit. For others all records are examined anew.
    [[nodiscard]] virtual bool keepsMemos() const { return false; }
    [[nodiscard]] virtual base::Bytes packed(const Memo &) const { return {}; }
    // Nothing for bytes that packed() did not write.
    [[nodiscard]] virtual std::unique_ptr<Memo> unpacked(base::ByteView) const { return nullptr; }
};

// Text for a finding's parameters: at most 200 characters, whole ones.
[[nodiscard]] QString shortText(std::string_view utf8);

} // namespace datanet::curation
