#include "versioning/working_fill.h"

#include "dataset/operation_log.h"
#include "dataset/schema.h"
#include "dataset/working_state.h"
#include "versioning/segment_fill.h"
#include "versioning/working_relation.h"

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using base::Status;
using dataset::WorkingState;

namespace {

Result<std::map<QByteArray, base::Bytes>> documentsOf(const Repository &repository, const ContentTree &tree)
{
    std::map<QByteArray, base::Bytes> documents;
    for (const auto &[name, id] : tree.documents()) {
        auto bytes = repository.read(id, ObjectType::Blob, dataset::kMaximumDocumentBytes);
        if (!bytes)
            return fail(bytes.error());
        documents.emplace(name, std::move(*bytes));
    }
    return documents;
}

// The documents of the content; nothing: those that are there. Beside each what the base has.
Status fillDocuments(WorkingState &state, const Repository &repository, const ContentTree *content,
                     const ContentTree &base)
{
    const auto based = documentsOf(repository, base);
    if (!based)
        return fail(based.error());
    if (content != nullptr) {
        const auto wanted = documentsOf(repository, *content);
        auto insert = state.database.prepare("INSERT INTO documents VALUES(?1, ?2, NULL)");
        if (!wanted || !insert)
            return fail(!wanted ? wanted.error() : insert.error());
        if (auto status = state.database.execute(u"DELETE FROM documents"_s); !status)
            return status;
        for (const auto &[name, bytes] : *wanted) {
            if (auto status = insert->bindText(1, base::text(name)).bindBlob(2, bytes).run(); !status)
                return status;
        }
    }
    if (auto status = state.database.execute(
            u"UPDATE documents SET base = NULL WHERE base IS NOT NULL; DELETE FROM documents WHERE bytes IS NULL"_s);
        !status)
        return status;
    auto relate = state.database.prepare("INSERT INTO documents VALUES(?1, NULL, ?2)"
                                         " ON CONFLICT(name) DO UPDATE SET base = ?2");
    if (!relate)
        return fail(relate.error());
    for (const auto &[name, bytes] : *based) {
        if (auto status = relate->bindText(1, base::text(name)).bindBlob(2, bytes).run(); !status)
            return status;
    }
    return {};
}

} // namespace

Result<QStringList> keyFieldsOf(const Repository &repository, const ContentTree &content)
{
    const auto found = content.documents().find(dataset::kSchemaFile);
    if (found == content.documents().end())
        return QStringList();
    const auto bytes = repository.read(found->second, ObjectType::Blob, dataset::kMaximumDocumentBytes);
    if (!bytes)
        return fail(bytes.error());
    const auto schema = dataset::Schema::fromJson(*bytes);
    if (!schema)
        return fail(schema.error());
    return schema->primaryKey;
}

Status fillFrom(dataset::WorkingCopy &copy, const Repository &repository, const ContentTree &content,
                const CommitId &base, base::TaskContext &task)
{
    WorkingState &state = *copy.state();
    const auto baseTree = ContentTree::of(repository, base);
    const auto segments = content.segments(repository);
    const auto keyFields = keyFieldsOf(repository, content);
    if (!baseTree || !segments || !keyFields)
        return fail(!baseTree ? baseTree.error() : !segments ? segments.error() : keyFields.error());
    task.step(u"Filling the working copy"_s);
    return state.change([&]() -> Status {
        if (auto status = state.database.execute(u"DELETE FROM attachments; DELETE FROM findings"_s); !status)
            return status;
        const bool sameKey = state.keyFields == *keyFields;
        if (auto status = state.setKeyFields(*keyFields); !status)
            return status;
        if (auto status = fillDocuments(state, repository, &content, *baseTree); !status)
            return status;
        if (auto status = fillSegments(state, repository, *segments, sameKey, task); !status)
            return status;
        if (auto status = relateRows(state, repository, *baseTree, task); !status)
            return status;
        if (auto status = state.setMeta("head", idText(base)); !status)
            return status;
        if (auto status = state.setMeta("pending", std::nullopt); !status)
            return status;
        return state.reload();
    });
}

Status fillAnew(dataset::WorkingCopy &copy, const Repository &repository, const CommitId &version,
                base::TaskContext &task)
{
    const auto content = ContentTree::of(repository, version);
    if (!content)
        return fail(content.error());
    return copy.state()->change([&]() -> Status {
        if (auto status = fillFrom(copy, repository, *content, version, task); !status)
            return status;
        return dataset::forgetOperations(*copy.state());
    });
}

Status relateTo(dataset::WorkingCopy &copy, const Repository &repository, const std::optional<CommitId> &base,
                base::TaskContext &task)
{
    WorkingState &state = *copy.state();
    const auto tree = base ? ContentTree::of(repository, *base) : Result<ContentTree>(ContentTree::empty());
    if (!tree)
        return fail(tree.error());
    return state.change([&]() -> Status {
        if (auto status = fillDocuments(state, repository, nullptr, *tree); !status)
            return status;
        if (auto status = relateRows(state, repository, *tree, task); !status)
            return status;
        return state.reload();
    });
}

} // namespace datanet::versioning
