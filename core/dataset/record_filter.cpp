#include "dataset/record_filter.h"

#include "dataset/text_fold.h"
#include "dataset/text_utf8.h"
#include "dataset/value_text.h"
#include "dataset/working_copy.h"
#include "dataset/working_state.h"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace datanet::dataset {

using NodeKind = FilterNode::Kind;

namespace {

bool isOrder(FilterOperator comparison)
{
    return comparison >= FilterOperator::Less && comparison <= FilterOperator::AtLeast;
}

bool holds(FilterOperator comparison, int order)
{
    switch (comparison) {
    case FilterOperator::Less:
        return order < 0;
    case FilterOperator::AtMost:
        return order <= 0;
    case FilterOperator::Greater:
        return order > 0;
    case FilterOperator::AtLeast:
        return order >= 0;
    default:
        return order == 0;
    }
}

int orderOf(double left, double right)
{
    return left < right ? -1 : left > right ? 1 : 0;
}

std::optional<double> numberOf(std::string_view raw)
{
    double value = 0;
    const auto [end, code] = std::from_chars(raw.data(), raw.data() + raw.size(), value);
    if (code != std::errc{} || end != raw.data() + raw.size())
        return std::nullopt;
    return value;
}

// A day, a month or a year: 2024-12-31, 2024-12, 2024.
bool isDatePart(std::string_view text)
{
    constexpr std::string_view kRest = "-01-01";
    if (text.size() != 10 && text.size() != 7 && text.size() != 4)
        return false;
    return isDate(std::string(text) + std::string(kRest.substr(text.size() - 4)));
}

// * stands for any characters, ? for one; both folded. Bytes are compared, but ? takes a whole character.
bool fitsPattern(std::string_view text, std::string_view pattern)
{
    const auto step = [&text](std::size_t at) {
        for (++at; at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80; ++at) { }
        return at;
    };
    std::size_t at = 0;
    std::size_t in = 0;
    std::size_t star = std::string_view::npos;
    std::size_t from = 0;
    while (at < text.size()) {
        if (in < pattern.size() && pattern[in] == '*') {
            star = in++;
            from = at;
        } else if (in < pattern.size() && pattern[in] == '?') {
            ++in;
            at = step(at);
        } else if (in < pattern.size() && pattern[in] == text[at]) {
            ++in;
            ++at;
        } else if (star != std::string_view::npos) {
            in = star + 1;
            at = from = step(from);
        } else {
            return false;
        }
    }
    while (in < pattern.size() && pattern[in] == '*')
        ++in;
    return in == pattern.size();
}

bool isWithin(const std::vector<std::pair<Position, Position>> &ranges, Position position)
{
    const auto after = std::upper_bound(ranges.begin(), ranges.end(), position,
                                        [](Position left, const auto &right) { return left < right.first; });
    return after != ranges.begin() && position <= std::prev(after)->second;
}

} // namespace

base::Result<RowMarks> RowMarks::read(RowReader &rows)
{
    RowMarks marks;
    WorkingState &state = *rows.state();
    auto changes = state.database.prepare("SELECT position, kind FROM changes ORDER BY position");
    auto findings = state.database.prepare("SELECT position, rule, id FROM findings");
    if (!changes || !findings)
        return base::fail(!changes ? changes.error() : findings.error());
    for (;;) {
        const auto row = changes->next();
        if (!row)
            return base::fail(row.error());
        if (!*row)
            break;
        const auto kind = static_cast<ChangeKind>(changes->integer(1));
        if (kind != ChangeKind::Removed)
            (kind == ChangeKind::Added ? marks.added : marks.changed).push_back(changes->integer(0));
    }
    for (;;) {
        const auto row = findings->next();
        if (!row)
            return base::fail(row.error());
        if (!*row)
            break;
        const auto id = base::Digest::from(findings->blobView(2));
        marks.findings.emplace(findings->integer(0),
                               std::pair(std::string(findings->textView(1)), id.value_or(base::Digest())));
    }
    for (std::size_t index = 0; index < state.segments.size(); ++index) {
        if (!state.segments[index].batch)
            continue;
        const bool isLast = index + 1 == state.segments.size();
        const Position end = isLast ? kMaximumPosition + kMaximumOrdinal : state.segments[index + 1].position - 1;
        marks.addedRanges.emplace_back(state.segments[index].position, end);
    }
    return marks;
}

struct RecordFilter::Node
{
    FilterNode node;
    std::vector<Node> children;
    std::vector<std::string> folded; // of the values
};

RecordFilter::Node RecordFilter::prepared(const FilterNode &node)
{
    Node result{node, {}, {}};
    result.node.children.clear();
    for (const FilterNode &child : node.children)
        result.children.push_back(prepared(child));
    for (const FilterValue &value : node.values)
        appendFolded(result.folded.emplace_back(), value.text);
    if (node.kind == NodeKind::Words && node.wholeWords)
        result.node.text += ' ';
    return result;
}

RecordFilter::RecordFilter(const FilterExpression &expression, std::shared_ptr<const RowMarks> marks)
    : m_root(std::make_shared<Node>(prepared(expression.root()))), m_marks(std::move(marks))
{
}

bool RecordFilter::matches(const RowView &row)
{
    if (!m_fields.load(row.body))
        return false;
    m_row = row;
    m_hasWords = false;
    return matches(*m_root);
}

bool RecordFilter::matches(const Node &node)
{
    const auto child = [this](const Node &each) { return matches(each); };
    switch (node.node.kind) {
    case NodeKind::Everything:
        return true;
    case NodeKind::And:
        return std::all_of(node.children.begin(), node.children.end(), child);
    case NodeKind::Or:
        return std::any_of(node.children.begin(), node.children.end(), child);
    case NodeKind::Not:
        return !matches(node.children.front());
    case NodeKind::Compare:
        return compares(node);
    case NodeKind::Words:
        return ::memmem(words().data(), words().size(), node.node.text.data(), node.node.text.size()) != nullptr;
    case NodeKind::Changed:
    case NodeKind::Added:
    case NodeKind::Finding:
        return isMarked(node);
    }
    return false;
}

bool RecordFilter::compares(const Node &node)
{
    const FilterNode &wanted = node.node;
    const auto *field = m_fields.find(wanted.field);
    if (wanted.comparison == FilterOperator::Missing)
        return field == nullptr;
    if (wanted.comparison == FilterOperator::Blank)
        return field == nullptr || field->kind == ValueKind::Null
            || (field->kind == ValueKind::String && isBlank(field->text));
    const bool unequal = wanted.comparison == FilterOperator::NotEqual;
    if (field == nullptr)
        return unequal;
    if (wanted.ofLength) {
        if (field->kind != ValueKind::String)
            return unequal;
        const int order = orderOf(static_cast<double>(codePoints(field->text)), *wanted.values.front().number);
        return unequal ? order != 0 : holds(wanted.comparison, order);
    }

    const bool isText = field->kind == ValueKind::String;
    m_folded.clear();
    appendFolded(m_folded, field->text);
    const auto equals = [&](std::size_t index) {
        const FilterValue &value = wanted.values[index];
        if (field->kind == ValueKind::Number && value.number)
            return numberOf(field->raw) == value.number;
        // 2024 and 2024-05 mean all days in them.
        if (isText && !value.quoted && value.text.size() < 10 && isDatePart(value.text) && isDate(field->text))
            return field->text.starts_with(value.text);
        return m_folded == node.folded[index];
    };
    switch (wanted.comparison) {
    case FilterOperator::Equal:
        return equals(0);
    case FilterOperator::NotEqual:
        return !equals(0);
    case FilterOperator::In:
        for (std::size_t index = 0; index < wanted.values.size(); ++index) {
            if (equals(index))
                return true;
        }
        return false;
    case FilterOperator::Contains:
        return m_folded.find(node.folded.front()) != std::string::npos;
    case FilterOperator::Starts:
        return m_folded.starts_with(node.folded.front());
    case FilterOperator::Ends:
        return m_folded.ends_with(node.folded.front());
    case FilterOperator::Like:
        return fitsPattern(m_folded, node.folded.front());
    default:
        break;
    }
    if (!isOrder(wanted.comparison))
        return false;
    const FilterValue &value = wanted.values.front();
    if (field->kind == ValueKind::Number) {
        const auto number = numberOf(field->raw);
        return number && value.number && holds(wanted.comparison, orderOf(*number, *value.number));
    }
    if (!isText)
        return false;
    if (!value.quoted && isDatePart(value.text) && isDate(field->text))
        return holds(wanted.comparison, field->text.substr(0, value.text.size()).compare(value.text));
    // A number is no place in an alphabet.
    return !value.number && holds(wanted.comparison, m_folded.compare(node.folded.front()));
}

const std::string &RecordFilter::words()
{
    if (!m_hasWords) {
        m_words.clear();
        appendRecordWords(m_words, m_fields);
        m_hasWords = true;
    }
    return m_words;
}

bool RecordFilter::isMarked(const Node &node) const
{
    if (!m_marks)
        return false;
    const auto has = [](const std::vector<Position> &sorted, Position position) {
        return std::binary_search(sorted.begin(), sorted.end(), position);
    };
    if (node.node.kind == NodeKind::Changed)
        return has(m_marks->changed, m_row.position);
    if (node.node.kind == NodeKind::Added)
        return has(m_marks->added, m_row.position) || isWithin(m_marks->addedRanges, m_row.position);
    const auto [begin, end] = m_marks->findings.equal_range(m_row.position);
    if (begin == end)
        return false;
    const base::Digest id = m_row.id();
    return std::any_of(begin, end, [&](const auto &each) {
        // What was said about an earlier state of the row no longer counts.
        return each.second.second == id && (node.node.text.empty() || each.second.first == node.node.text);
    });
}

void appendRecordWords(std::string &out, const FieldScanner &fields)
{
    std::string decoded;
    const auto add = [&out](std::string_view text) {
        appendWords(out, text);
        out += " \n";
    };
    for (const FieldScanner::Field &field : fields.fields()) {
        if (field.kind == ValueKind::String || field.kind == ValueKind::Number) {
            add(field.text);
            continue;
        }
        if (field.kind != ValueKind::Array && field.kind != ValueKind::Object)
            continue;
        // Every string in it that is no name. Canonical JSON has no white space between a name and its colon.
        const std::string_view raw = field.raw;
        for (std::size_t at = raw.find('"'); at != std::string_view::npos; at = raw.find('"', at)) {
            std::size_t end = at + 1;
            while (end < raw.size() && raw[end] != '"')
                end += raw[end] == '\\' ? 2 : 1;
            if (end >= raw.size())
                break;
            if (end + 1 >= raw.size() || raw[end + 1] != ':') {
                decoded.clear();
                appendDecoded(decoded, raw.substr(at + 1, end - at - 1));
                add(decoded);
            }
            at = end + 1;
        }
    }
}

} // namespace datanet::dataset
