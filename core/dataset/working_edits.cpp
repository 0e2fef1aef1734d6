#include "dataset/working_edits.h"

#include "dataset/record_parser.h"
#include "dataset/working_copy.h"

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

void bindText(base::Statement &statement, int index, const std::optional<std::string_view> &text)
{
    if (text)
        statement.bindText(index, *text);
    else
        statement.bindNull(index);
}

} // namespace

Status checkCanonical(std::string_view body)
{
    RecordParser parser;
    const auto canonical = parser.canonical(body);
    if (!canonical)
        return fail(canonical.error());
    if (*canonical != body)
        return fail(ErrorKind::Invalid, u"a record is not in canonical form"_s);
    return {};
}

Result<Edits::Open> Edits::openAt(std::size_t segment)
{
    const auto loaded = m_state.load(segment);
    if (!loaded)
        return fail(loaded.error());
    Open open{m_state.segments[segment], {(*loaded)->rows, {}}};
    for (const std::string_view line : (*loaded)->text.lines)
        open.content.lines.emplace_back(line);
    return open;
}

Result<RowIdentity> Edits::identify(std::string_view body)
{
    const auto identity = m_identifier.identify(body, recordId(body));
    if (!identity)
        return fail(ErrorKind::Invalid, u"the record has no value for the key "_s + m_state.keyFields.join(u", "_s),
                    u"fill in the key"_s);
    return *identity;
}

Status Edits::claim(const RowIdentity &identity)
{
    const auto map = m_state.loadIdentities();
    if (!map)
        return fail(map.error());
    const auto known = (*map)->insert(identity);
    if (!known)
        return fail(known.error());
    if (!*known)
        return {};
    return fail(ErrorKind::Conflict,
                m_state.keyFields.isEmpty() ? u"the same record is there already"_s
                                            : u"another row has the same "_s + m_state.keyFields.join(u", "_s),
                m_state.keyFields.isEmpty() ? u"equal records are kept once"_s : u"choose another value"_s);
}

Status Edits::release(const RowIdentity &identity)
{
    const auto map = m_state.loadIdentities();
    if (!map)
        return fail(map.error());
    (*map)->remove(identity.key);
    return {};
}

Status Edits::record(const SegmentEntry &entry, Position position, const std::optional<std::string_view> &before,
                     const std::optional<std::string_view> &after)
{
    if (entry.batch) // all rows count as added
        return {};
    if (auto status = prepare(); !status)
        return status;
    m_select->reset();
    const auto row = m_select->bind(1, position).next();
    if (!row)
        return fail(row.error());
    std::optional<std::string> original; // as the version below has it
    if (!*row) {
        if (before)
            original = std::string(*before);
    } else if (static_cast<ChangeKind>(m_select->integer(0)) != ChangeKind::Added) {
        original = std::string(m_select->textView(1));
    }
    m_select->reset();
    if (original.has_value() == after.has_value() && (!original || *original == *after))
        return m_forget->bind(1, position).run();
    const ChangeKind kind = !original ? ChangeKind::Added : after ? ChangeKind::Changed : ChangeKind::Removed;
    m_keep->bind(1, position).bind(2, static_cast<std::int64_t>(kind));
    bindText(*m_keep, 3, original);
    return m_keep->run();
}

Status Edits::prepare()
{
    if (m_select)
        return {};
    auto select = m_state.database.prepare("SELECT kind, before FROM changes WHERE position = ?1");
    auto forget = m_state.database.prepare("DELETE FROM changes WHERE position = ?1");
    auto keep = m_state.database.prepare("INSERT OR REPLACE INTO changes VALUES(?1, ?2, ?3)");
    for (auto *statement : {&select, &forget, &keep}) {
        if (!*statement)
            return fail(statement->error());
    }
    m_select = std::move(*select);
    m_forget = std::move(*forget);
    m_keep = std::move(*keep);
    return {};
}

} // namespace datanet::dataset
