#include "curation/neighbour_facts.h"

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

const Rule kLabelDisagreement{
    .id = u"label-disagreement"_s,
    .reason = u"wrong-label"_s,
    .severity = Severity::Caution,
    .title = u"The same text with another label"_s,
    .explanation = u"An earlier record has the same wording, or almost, and another label: one of the two is wrong."_s};

const Rule kSplitLeakage{
    .id = u"split-leakage"_s,
    .reason = u"near-duplicate"_s,
    .severity = Severity::Caution,
    .title = u"The same text in two parts"_s,
    .explanation =
        u"The same wording, or almost, in two parts of the set: what a model was trained on must not test it."_s};

constexpr std::string_view kSplitField = "split";
constexpr std::size_t kLongestName = 60;
constexpr std::size_t kMostNames = 100'000; // more are no labels

} // namespace

NeighbourFacts::NeighbourFacts(const DatanetRules &rules)
{
    const dataset::Schema &schema = rules.schema;
    if (!schema.textField.isEmpty() && schema.labelField != schema.textField) {
        m_labelField = schema.labelField.toStdString();
        m_labelName = schema.labelField;
    }
}

std::vector<Rule> NeighbourFacts::rules()
{
    return {kLabelDisagreement, kSplitLeakage};
}

void NeighbourFacts::add(const RecordView &record)
{
    Facts facts;
    if (!m_labelField.empty())
        facts.label = numberOf(record, m_labelField);
    facts.split = numberOf(record, kSplitField);
    m_records.push_back(facts);
}

void NeighbourFacts::compare(const RecordView &record, std::uint32_t earlier, const Evidence &evidence,
                             std::vector<Finding> &findings) const
{
    const Facts &mine = m_records.back();
    const Facts &other = m_records[earlier];
    const auto report = [&](const Rule &rule, const QString &field, std::uint32_t here, std::uint32_t there) {
        if (here == 0 || there == 0 || here == there)
            return;
        Finding finding;
        finding.rule = rule.id;
        finding.reason = rule.reason;
        finding.severity = rule.severity;
        finding.position = record.position;
        finding.id = record.id;
        finding.field = field;
        finding.parameters = {{u"value"_s, QString::fromStdString(m_names[here])},
                              {u"expected"_s, QString::fromStdString(m_names[there])},
                              {u"percent"_s, evidence.similarity.percent()}};
        finding.evidence = evidence;
        finding.fixes = {Fix::Edit, Fix::LeaveOut, Fix::Keep};
        findings.push_back(std::move(finding));
    };
    report(kLabelDisagreement, m_labelName, mine.label, other.label);
    report(kSplitLeakage, u"split"_s, mine.split, other.split);
}

std::uint32_t NeighbourFacts::numberOf(const RecordView &record, std::string_view field)
{
    const auto *value = record.fields.find(field);
    if (value == nullptr || value->kind == dataset::ValueKind::Null || value->text.empty()
        || value->text.size() > kLongestName)
        return 0;
    const auto known = m_numbers.find(std::string(value->text));
    if (known != m_numbers.end())
        return known->second;
    if (m_names.size() > kMostNames)
        return 0;
    const auto number = static_cast<std::uint32_t>(m_names.size());
    m_names.emplace_back(value->text);
    m_numbers.emplace(m_names.back(), number);
    return number;
}

} // namespace datanet::curation
