#include "curation/checks.h"
#include "curation/packed_facts.h"
#include "curation/rare_values.h"
#include "curation/robust_spread.h"
#include "curation/set_check.h"
#include "curation/text_scan.h"

#include <QtConcurrent>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace datanet::curation {

using namespace Qt::StringLiterals;
using dataset::FieldType;
using dataset::ValueKind;

namespace {

const Setting kFactor{u"factorPercent"_s, 300, 100, 10'000,
                      u"How far beyond the middle half, in hundredths of its width"_s};
const Setting kFewestNumbers{u"fewestValues"_s, 200, 20, 1'000'000, u"Fewest values of the field"_s};
const Setting kMostTimes{u"mostTimes"_s, 2, 1, 100, u"Most records that have the value"_s};

const Rule kNumber{.id = u"outlying-number"_s,
                   .reason = u"low-quality"_s,
                   .severity = Severity::Note,
                   .title = u"Number far from the others"_s,
                   .explanation =
                       u"It lies far outside of where half of the field's numbers are: a slip, another unit, "
                       "or something special."_s,
                   .settings = {kFactor, kFewestNumbers}};

const Rule kLength{.id = u"outlying-length"_s,
                   .reason = u"low-quality"_s,
                   .severity = Severity::Note,
                   .title = u"Text much longer or shorter than the others"_s,
                   .explanation =
                       u"Its length lies far outside of where half of the field's texts are: cut off, several "
                       "in one, or something else."_s,
                   .settings = {kFactor, kFewestNumbers}};

const Rule kMisspelt{.id = u"misspelt-value"_s,
                     .reason = u"low-quality"_s,
                     .severity = Severity::Caution,
                     .title = u"Value that may be misspelt"_s,
                     .explanation = u"A few values come again and again in the field; this one is almost one of "
                                    "them."_s,
                     .settings = {kMostTimes, kFewestNumbers}};

const Rule kRare{.id = u"rare-value"_s,
                 .reason = u"low-quality"_s,
                 .severity = Severity::Note,
                 .title = u"Value that hardly any other record has"_s,
                 .explanation = u"A few values come again and again in the field; this one is none of them."_s,
                 .settings = {kMostTimes, kFewestNumbers}};

constexpr std::size_t kMostFields = 32;
constexpr std::size_t kLongestUsual = 40; // bytes of a value that may be one of a few
constexpr double kMuch = 4; // times as long, or as short; a power of two
constexpr std::uint64_t kMostLength = 1'000'000; // a longer text counts as that long

// How a value is kept: one of these, or kText and more.
enum Kept : std::uint64_t { kAbsent, kWhole, kDouble, kText };

struct JudgedField
{
    std::string name;
    bool numbers = false;
    bool texts = false;
    bool names = false; // its values may be a few that come again and again
};

std::vector<JudgedField> judgedFields(const dataset::Schema &schema)
{
    std::vector<JudgedField> judged;
    for (const dataset::Field &field : schema.fields) {
        const bool any = field.type == FieldType::Any;
        const bool text = any || field.type == FieldType::String;
        const bool number = any || field.type == FieldType::Number || field.type == FieldType::Integer;
        if (schema.primaryKey.contains(field.name) || (!text && !number) || judged.size() == kMostFields)
            continue;
        judged.push_back({field.name.toStdString(), number, text, text && field.name != schema.textField});
    }
    return judged;
}

std::uint64_t charactersOf(std::string_view utf8)
{
    return static_cast<std::uint64_t>(std::count_if(
        utf8.begin(), utf8.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }));
}

void packDouble(std::string &facts, double number)
{
    if (std::abs(number) < 1e9 && number == std::trunc(number)) {
        packNumber(facts, kWhole);
        packSigned(facts, static_cast<std::int64_t>(number));
        return;
    }
    packNumber(facts, kDouble);
    facts.append(reinterpret_cast<const char *>(&number), sizeof number);
}

void packValue(std::string &facts, const JudgedField &judged, const dataset::FieldScanner::Field *field)
{
    if (field != nullptr && judged.numbers && field->kind == ValueKind::Number) {
        double number = 0;
        const auto read = std::from_chars(field->raw.data(), field->raw.data() + field->raw.size(), number);
        if (read.ec == std::errc() && std::isfinite(number)) {
            packDouble(facts, number);
            return;
        }
    }
    if (field == nullptr || !judged.texts || field->kind != ValueKind::String || field->text.empty()) {
        packNumber(facts, kAbsent);
        return;
    }
    const bool isName = judged.names && field->text.size() <= kLongestUsual;
    const std::uint64_t size =
        isName ? field->text.size() : std::min<std::uint64_t>(charactersOf(field->text), kMostLength);
    packNumber(facts, kText + 2 * size + (isName ? 1 : 0));
    if (isName)
        facts += field->text;
}

// What all records have in one field.
struct Column
{
    struct Key
    {
        std::int64_t key;
        std::uint32_t record;
    };
    std::vector<Key> numbers;
    std::vector<Key> lengths;
    ValueCounts names;

    void take(PackedFacts &facts, std::uint32_t record, bool namesCount)
    {
        const std::uint64_t kept = facts.number();
        if (kept == kWhole) {
            numbers.push_back({orderedKey(static_cast<double>(facts.signedNumber())), record});
        } else if (kept == kDouble) {
            double number = 0;
            const std::string_view bytes = facts.piece(sizeof number);
            if (bytes.size() == sizeof number)
                std::memcpy(&number, bytes.data(), sizeof number);
            if (std::isfinite(number))
                numbers.push_back({orderedKey(number), record});
        } else if (kept >= kText) {
            std::uint64_t size = (kept - kText) / 2;
            if ((kept - kText) % 2 == 1) {
                const std::string_view name = facts.piece(size);
                size = charactersOf(name);
                names.add(name, record);
            } else if (namesCount) {
                names.addOther();
            }
            lengths.push_back({orderedKey(static_cast<double>(std::min(size, kMostLength))), record});
        }
    }
};

// What a rule asks for, from the datanet's rules.
struct Distance
{
    bool off = false;
    int factorPercent = 0;
    std::size_t fewest = 0;
};
struct Rarity
{
    std::uint32_t mostTimes = 0;
    std::size_t fewest = 0;
};

class OutlierCheck final : public SetCheck
{
public:
    explicit OutlierCheck(const DatanetRules &rules)
        : m_fields(judgedFields(rules.schema)),
          m_number(distance(rules.checks, kNumber)),
          m_length(distance(rules.checks, kLength)),
          m_misspelt(rarity(rules.checks, kMisspelt)),
          m_rare(rarity(rules.checks, kRare))
    {
    }

    [[nodiscard]] std::vector<Rule> rules() const override { return {kNumber, kLength, kMisspelt, kRare}; }

    std::unique_ptr<Memo> examine(const RecordView &record, std::vector<Finding> &) const override
    {
        if (m_fields.empty())
            return nullptr;
        auto memo = std::make_unique<LearntMemo>();
        for (const JudgedField &field : m_fields)
            packValue(memo->facts, field, record.fields.find(field.name));
        return memo;
    }

    [[nodiscard]] std::vector<Found> compare(const LearntFacts &facts) const override
    {
        std::vector<Column> columns(m_fields.size());
        std::string_view rest = facts.bytes;
        for (std::uint32_t record = 0; record < facts.sizes.size(); ++record) {
            PackedFacts values(rest.substr(0, facts.sizes[record]));
            rest.remove_prefix(std::min<std::size_t>(rest.size(), facts.sizes[record]));
            for (std::size_t k = 0; k < columns.size() && !values.isEmpty(); ++k)
                columns[k].take(values, record, m_fields[k].names);
        }
        std::vector<std::vector<Found>> byField(columns.size());
        std::vector<std::size_t> numbers(columns.size());
        for (std::size_t k = 0; k < numbers.size(); ++k)
            numbers[k] = k;
        QtConcurrent::blockingMap(numbers, [&](std::size_t k) { byField[k] = judge(k, columns[k]); });
        std::vector<Found> all;
        for (std::vector<Found> &found : byField)
            std::move(found.begin(), found.end(), std::back_inserter(all));
        std::stable_sort(all.begin(), all.end(),
                         [](const Found &left, const Found &right) { return left.number < right.number; });
        return all;
    }

private:
    static Distance distance(const CheckSettings &settings, const Rule &rule)
    {
        return {settings.isOff(rule.id), settings.value(rule, kFactor.name),
                static_cast<std::size_t>(settings.value(rule, kFewestNumbers.name))};
    }
    static Rarity rarity(const CheckSettings &settings, const Rule &rule)
    {
        return {static_cast<std::uint32_t>(settings.value(rule, kMostTimes.name)),
                static_cast<std::size_t>(settings.value(rule, kFewestNumbers.name))};
    }

    [[nodiscard]] std::vector<Found> judge(std::size_t field, const Column &column) const
    {
        std::vector<Found> found;
        addFar(found, kNumber, m_number, field, column.numbers);
        // Lengths of names say nothing.
        if (!m_fields[field].names || !column.names.isNearlyClosed(m_rare.mostTimes))
            addFar(found, kLength, m_length, field, column.lengths);
        addRare(found, field, column.names);
        return found;
    }

    [[nodiscard]] Finding inField(const Rule &rule, std::size_t field) const
    {
        Finding finding = about(rule);
        finding.field = QString::fromStdString(m_fields[field].name);
        finding.fixes = {Fix::Edit, Fix::LeaveOut, Fix::Keep};
        return finding;
    }

    void addFar(std::vector<Found> &found, const Rule &rule, const Distance &distance, std::size_t field,
                const std::vector<Column::Key> &values) const
    {
        if (distance.off || values.size() < distance.fewest)
            return;
        std::vector<std::int64_t> keys;
        keys.reserve(values.size());
        for (const Column::Key &value : values)
            keys.push_back(value.key);
        auto fences = fencesOf(keys, distance.factorPercent, &rule == &kLength ? Scale::Logarithm : Scale::Better);
        if (!fences)
            return;
        if (&rule == &kLength) {
            fences->low = std::min(fences->low, orderedKey(numberOfKey(fences->quarter) / kMuch));
            fences->high = std::max(fences->high, orderedKey(numberOfKey(fences->threeQuarters) * kMuch));
        }
        for (const Column::Key &value : values) {
            if (value.key >= fences->low && value.key <= fences->high)
                continue;
            Finding finding = inField(rule, field);
            finding.parameters = {{u"value"_s, numberOfKey(value.key)},
                                  {u"from"_s, numberOfKey(fences->quarter)},
                                  {u"to"_s, numberOfKey(fences->threeQuarters)}};
            found.push_back({value.record, std::move(finding)});
        }
    }

    void addRare(std::vector<Found> &found, std::size_t field, const ValueCounts &names) const
    {
        for (const Rule *rule : {&kMisspelt, &kRare}) {
            const Rarity &rarity = rule == &kMisspelt ? m_misspelt : m_rare;
            if (names.size() < rarity.fewest)
                continue;
            for (const ValueCounts::Rare &rare : names.rare(rarity.mostTimes)) {
                if (rare.meant.empty() == (rule == &kMisspelt))
                    continue;
                Finding finding = inField(*rule, field);
                finding.parameters = {{u"value"_s, QString::fromUtf8(rare.value)},
                                      {u"times"_s, static_cast<double>(rare.times)},
                                      {u"of"_s, static_cast<double>(names.size())},
                                      {u"usualValues"_s, static_cast<double>(rare.common)}};
                if (!rare.meant.empty()) {
                    finding.parameters.insert(u"expected"_s, QString::fromUtf8(rare.meant));
                    finding.parameters.insert(u"expectedTimes"_s, static_cast<double>(rare.meantTimes));
                }
                for (const std::uint32_t record : rare.records)
                    found.push_back({record, finding});
            }
        }
    }

    std::vector<JudgedField> m_fields;
    Distance m_number;
    Distance m_length;
    Rarity m_misspelt;
    Rarity m_rare;
};

} // namespace

base::Result<std::unique_ptr<Check>> makeOutlierCheck(const DatanetRules &rules)
{
    return std::make_unique<OutlierCheck>(rules);
}

} // namespace datanet::curation
