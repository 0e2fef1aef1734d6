#include "versioning/merge_documents.h"

#include "base/canonical_json.h"
#include "dataset/schema.h"
#include "dataset/working_copy.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <set>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

using Member = std::optional<QJsonValue>;

Result<std::optional<base::Bytes>> documentOf(const Repository &repository, const ContentTree &tree,
                                              const QByteArray &name)
{
    const auto found = tree.documents().find(name);
    if (found == tree.documents().end())
        return std::optional<base::Bytes>();
    auto bytes = repository.read(found->second, ObjectType::Blob, dataset::kMaximumDocumentBytes);
    return bytes ? Result<std::optional<base::Bytes>>(std::move(*bytes)) : fail(bytes.error());
}

std::optional<std::string> textOf(const Member &member)
{
    return member ? std::optional(base::canonicalJson(*member).toStdString()) : std::nullopt;
}

Member memberOf(const QJsonObject &object, const QString &name)
{
    return object.contains(name) ? Member(object.value(name)) : std::nullopt;
}

// The columns by name, in their order; nothing when they are not all named, each once.
std::optional<std::vector<std::pair<QString, QJsonValue>>> columnsOf(const Member &fields)
{
    std::vector<std::pair<QString, QJsonValue>> columns;
    std::set<QString> names;
    if (!fields || !fields->isArray())
        return std::nullopt;
    for (const QJsonValue &column : fields->toArray()) {
        const QString name = column[u"name"_s].toString();
        if (name.isEmpty() || !names.insert(name).second)
            return std::nullopt;
        columns.emplace_back(name, column);
    }
    return columns;
}

Member columnIn(const std::vector<std::pair<QString, QJsonValue>> &columns, const QString &name)
{
    for (const auto &[each, column] : columns) {
        if (each == name)
            return column;
    }
    return std::nullopt;
}

class JsonMerge
{
public:
    JsonMerge(const QByteArray &name, std::vector<MergeConflict> &conflicts) : m_name(name), m_conflicts(conflicts) { }

    QJsonObject merge(const QJsonObject &base, const QJsonObject &ours, const QJsonObject &theirs)
    {
        std::set<QString> names;
        for (const auto *side : {&base, &ours, &theirs}) {
            for (const QString &name : side->keys())
                names.insert(name);
        }
        QJsonObject merged;
        for (const QString &name : names) {
            const Member chosen = choose(name, memberOf(base, name), memberOf(ours, name), memberOf(theirs, name));
            if (chosen)
                merged.insert(name, *chosen);
        }
        return merged;
    }

private:
    Member choose(const QString &name, const Member &base, const Member &ours, const Member &theirs)
    {
        Member chosen;
        if (chooseOf(base, ours, theirs, chosen))
            return chosen;
        if (m_name == dataset::kSchemaFile && name == u"fields"_s) {
            const auto before = columnsOf(base.value_or(QJsonValue(QJsonArray())));
            const auto left = columnsOf(ours);
            const auto right = columnsOf(theirs);
            if (before && left && right)
                return mergeColumns(*before, *left, *right);
        }
        conflict(name, base, ours, theirs);
        return ours;
    }

    // In the order of the base; what is new follows by name, so that both directions give the same.
    QJsonValue mergeColumns(const std::vector<std::pair<QString, QJsonValue>> &base,
                            const std::vector<std::pair<QString, QJsonValue>> &ours,
                            const std::vector<std::pair<QString, QJsonValue>> &theirs)
    {
        std::vector<QString> order;
        std::set<QString> added;
        for (const auto &[name, column] : base)
            order.push_back(name);
        for (const auto *side : {&ours, &theirs}) {
            for (const auto &[name, column] : *side) {
                if (!columnIn(base, name))
                    added.insert(name);
            }
        }
        order.insert(order.end(), added.begin(), added.end());
        QJsonArray columns;
        for (const QString &name : order) {
            const Member before = columnIn(base, name);
            const Member left = columnIn(ours, name);
            const Member right = columnIn(theirs, name);
            Member chosen;
            if (!chooseOf(before, left, right, chosen)) {
                conflict(u"fields/"_s + name, before, left, right);
                chosen = left;
            }
            if (chosen)
                columns.append(*chosen);
        }
        return columns;
    }

    void conflict(const QString &field, const Member &base, const Member &ours, const Member &theirs)
    {
        m_conflicts.push_back({MergeConflict::What::Document, m_name.toStdString(), field.toStdString(), textOf(base),
                               textOf(ours), textOf(theirs), std::nullopt});
    }

    QByteArray m_name;
    std::vector<MergeConflict> &m_conflicts;
};

std::optional<std::string> plain(const std::optional<base::Bytes> &bytes)
{
    return bytes ? std::optional(bytes->toStdString()) : std::nullopt;
}

} // namespace

Result<MergedDocuments> mergeDocuments(const Repository &repository, const ContentTree &base, const ContentTree &ours,
                                       const ContentTree &theirs)
{
    MergedDocuments merged;
    for (const char *file : {dataset::kReadmeFile, dataset::kMetadataFile, dataset::kSchemaFile}) {
        const QByteArray name(file);
        const auto before = documentOf(repository, base, name);
        const auto left = documentOf(repository, ours, name);
        const auto right = documentOf(repository, theirs, name);
        if (!before || !left || !right)
            return fail(!before ? before.error() : !left ? left.error() : right.error());
        std::optional<base::Bytes> chosen;
        if (!chooseOf(*before, *left, *right, chosen)) {
            const auto oldJson = base::parseObject(before->value_or(base::Bytes("{}")));
            const auto leftJson = base::parseObject(left->value_or(base::Bytes()));
            const auto rightJson = base::parseObject(right->value_or(base::Bytes()));
            std::vector<MergeConflict> conflicts;
            if (name != dataset::kReadmeFile && oldJson && leftJson && rightJson) {
                chosen = base::canonicalJson(JsonMerge(name, conflicts).merge(*oldJson, *leftJson, *rightJson));
                // Parts that were good on their own may not fit together: a text field that the other side took away.
                if (name == dataset::kSchemaFile && !dataset::Schema::fromJson(*chosen))
                    chosen.reset();
            } else {
                chosen.reset();
            }
            if (!chosen) {
                conflicts = {{MergeConflict::What::Document,
                              name.toStdString(),
                              {},
                              plain(*before),
                              plain(*left),
                              plain(*right),
                              std::nullopt}};
                chosen = *left;
            }
            merged.conflicts.insert(merged.conflicts.end(), conflicts.begin(), conflicts.end());
        }
        if (chosen)
            merged.documents.emplace(name, std::move(*chosen));
    }
    return merged;
}

Result<std::optional<base::Bytes>> withMember(const base::Bytes &document, const std::string &field,
                                              const std::optional<std::string> &value)
{
    using Document = std::optional<base::Bytes>;
    if (field.empty())
        return value ? Document(base::Bytes::fromStdString(*value)) : Document();
    auto object = base::parseObject(document);
    if (!object)
        return fail(object.error());
    Member parsed;
    if (value) {
        // Wrapped, because a document of QJson is an object or an array.
        const auto wrapped = base::parseObject(base::Bytes("{\"value\":" + base::Bytes::fromStdString(*value) + '}'));
        if (!wrapped || wrapped->size() != 1)
            return fail(ErrorKind::Invalid, u"that is no JSON value"_s, u"put quotes around a text: \"like this\""_s);
        parsed = wrapped->value(u"value"_s);
    }
    const QString name = QString::fromStdString(field);
    if (!name.startsWith(u"fields/"_s)) {
        if (parsed)
            object->insert(name, *parsed);
        else
            object->remove(name);
        return Document(base::canonicalJson(*object));
    }
    const QString column = name.mid(7);
    QJsonArray columns;
    bool isPlaced = false;
    for (const QJsonValue &each : object->value(u"fields"_s).toArray()) {
        if (each[u"name"_s].toString() != column) {
            columns.append(each);
        } else if (parsed) {
            columns.append(*parsed);
            isPlaced = true;
        }
    }
    if (parsed && !isPlaced)
        columns.append(*parsed);
    object->insert(u"fields"_s, columns);
    return Document(base::canonicalJson(*object));
}

} // namespace datanet::versioning
