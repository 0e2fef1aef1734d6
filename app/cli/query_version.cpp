#include "cli/query_output.h"

#include "cli/command.h"
#include "cli/data_set_access.h"
#include "dataset/filter_expression.h"
#include "dataset/record_filter.h"
#include "dataset/row.h"
#include "format/amount_text.h"
#include "versioning/version_rows.h"

#include <algorithm>
#include <limits>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kLookedAt = 1000; // first records, whose fields can be named

base::Result<dataset::FilterFields> fieldsOf(versioning::VersionRows &rows)
{
    const auto first = rows.page(0, kLookedAt);
    if (!first)
        return base::fail(first.error());
    dataset::FilterFields fields;
    dataset::FieldScanner scanner;
    for (const auto &row : *first) {
        if (!scanner.load(row.body))
            continue;
        for (const auto &field : scanner.fields()) {
            const QString name = QString::fromUtf8(field.name.data(), qsizetype(field.name.size()));
            if (!fields.names.contains(name))
                fields.names.append(name);
        }
    }
    return fields;
}

} // namespace

base::Result<Answer> queryVersion(Session &session, const QueryWords &words)
{
    if (!words.sort.empty())
        return session.usage(u"a past version can't be sorted"_s,
                             u"bring it out first: datanet export DIR FILE --format jsonl --version "_s
                                 + fromWords(words.version));
    const auto repository = openRepository(words.folder);
    if (!repository)
        return base::fail(repository.error());
    const auto version = repository->resolve(fromWords(words.version));
    if (!version)
        return base::fail(version.error());
    auto rows = versioning::VersionRows::open(*repository, *version);
    if (!rows)
        return base::fail(rows.error());
    const auto fields = fieldsOf(*rows);
    if (!fields)
        return base::fail(fields.error());
    const auto expression = dataset::FilterExpression::parse(fromWords(words.expression), *fields);
    if (!expression) {
        const auto error = expression.error().error();
        return session.usage(error.what, error.hint);
    }
    if (expression->asksForMarks())
        return session.usage(u"is:changed, is:added and findings are about what is there now, not about a version"_s,
                             u"leave them out, or compare: datanet diff DIR "_s + fromWords(words.version));
    QStringList shown;
    for (const std::string &name : words.fields) {
        if (!fields->names.contains(fromWords(name)))
            return session.usage(u"there is no field “%1” in that version"_s.arg(fromWords(name)),
                                 u"fields: "_s + fields->names.join(u", "_s));
        shown.append(fromWords(name));
    }

    session.context().step(u"Searching"_s);
    if (!words.count)
        session.streams();
    const std::int64_t most = words.limit > 0 ? words.limit : std::numeric_limits<std::int64_t>::max();
    std::int64_t found = 0;
    dataset::RecordFilter filter(*expression);
    dataset::FieldScanner scanner;
    const auto looked =
        rows->forEach(session.context(), [&](std::int64_t offset, const dataset::RowView &row) -> base::Status {
            if (!filter.matches(row))
                return {};
            const std::int64_t index = found++;
            if (words.count || index < words.offset || index - words.offset >= most)
                return {};
            if (session.options.json)
                session.stream(documentOfRecord(offset + 1, row.body, shown));
            else if (scanner.load(row.body))
                session.say(lineOfRecord(offset + 1, scanner, shown.isEmpty() ? fields->names : shown));
            return {};
        });
    if (!looked)
        return base::fail(looked.error());
    if (words.count) {
        session.say(u"%1 of %2 records"_s.arg(countText(found), countText(rows->count())));
        session.answer({{u"count"_s, number(found)}, {u"records"_s, number(rows->count())}});
    } else if (found == 0) {
        session.note(u"No record fits"_s);
    } else if (words.offset > 0 || found > most) {
        session.note(u"%1 of %2 found (--limit, --offset)"_s.arg(
            countText(std::clamp<std::int64_t>(found - words.offset, 0, most)), countText(found)));
    }
    return found > 0 ? Answer::Yes : Answer::No;
}

} // namespace datanet::app::cli
