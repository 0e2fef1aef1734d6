#include "versioning/tree_builder.h"

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

Result<ObjectId> writeTree(const ObjectSink &sink, std::vector<TreeEntry> entries)
{
    return sink(ObjectType::Tree, treeBytes(std::move(entries)));
}

// One folder of segments; nothing when it becomes empty.
Result<std::optional<ObjectId>> buildFolder(const Repository &repository, const ContentTree &below,
                                            std::uint16_t folder, const std::set<SegmentName> &removed,
                                            const std::vector<ContentTree::Segment> &added, const ObjectSink &sink)
{
    const auto existing = below.segments(repository, folder);
    if (!existing)
        return fail(existing.error());
    std::map<SegmentName, ObjectId> segments;
    for (const ContentTree::Segment &segment : *existing)
        segments.emplace(segment.name, segment.blob);
    for (const SegmentName &name : removed) {
        if (segments.erase(name) == 0)
            return fail(ErrorKind::Corrupt, u"the version below has no segment "_s + QString::fromLatin1(name.path()),
                        u"delete working.db; it is rebuilt from the versions"_s);
    }
    // A path that exists keeps its blob: the same raw bytes may be compressed in several ways.
    for (const ContentTree::Segment &segment : added)
        segments.emplace(segment.name, segment.blob);
    if (segments.empty())
        return std::optional<ObjectId>();
    std::vector<TreeEntry> entries;
    entries.reserve(segments.size());
    for (const auto &[name, blob] : segments)
        entries.push_back({name.fileName(), blob, false});
    const auto id = writeTree(sink, std::move(entries));
    if (!id)
        return fail(id.error());
    return std::optional<ObjectId>(*id);
}

// media/ab/cd/<digest>, all of it: attachments are few beside records.
Result<ObjectId> buildMedia(const Repository &repository, const ContentTree &below,
                            const std::vector<Attachment> &added, const ObjectSink &sink)
{
    const auto existing = attachments(repository, below);
    if (!existing)
        return fail(existing.error());
    std::map<QByteArray, std::map<QByteArray, std::map<QByteArray, ObjectId>>> folders;
    for (const auto *list : {&*existing, &added}) {
        for (const Attachment &attachment : *list) {
            const QByteArray name = base::toPlainHex(attachment.sha256.view());
            folders[name.left(2)][name.mid(2, 2)].emplace(name, attachment.blob);
        }
    }
    std::vector<TreeEntry> top;
    for (const auto &[first, seconds] : folders) {
        std::vector<TreeEntry> middle;
        for (const auto &[second, files] : seconds) {
            std::vector<TreeEntry> entries;
            for (const auto &[name, blob] : files)
                entries.push_back({name, blob, false});
            const auto id = writeTree(sink, std::move(entries));
            if (!id)
                return id;
            middle.push_back({second, *id, true});
        }
        const auto id = writeTree(sink, std::move(middle));
        if (!id)
            return id;
        top.push_back({first, *id, true});
    }
    return writeTree(sink, std::move(top));
}

} // namespace

Result<ObjectId> buildTree(const Repository &repository, const ContentTree &below, const TreeChanges &changes,
                           const ObjectSink &sink)
{
    std::map<std::uint16_t, ObjectId> folders = below.folders();
    std::set<std::uint16_t> touched;
    for (const auto &[folder, names] : changes.removed)
        touched.insert(folder);
    for (const auto &[folder, segments] : changes.added)
        touched.insert(folder);
    for (const std::uint16_t folder : touched) {
        const auto removed = changes.removed.find(folder);
        const auto added = changes.added.find(folder);
        const auto id = buildFolder(
            repository, below, folder, removed == changes.removed.end() ? std::set<SegmentName>() : removed->second,
            added == changes.added.end() ? std::vector<ContentTree::Segment>() : added->second, sink);
        if (!id)
            return fail(id.error());
        if (*id)
            folders[folder] = **id;
        else
            folders.erase(folder);
    }

    std::vector<TreeEntry> root;
    std::map<QByteArray, ObjectId> documents = below.documents();
    for (const auto &[name, id] : changes.documents)
        documents[name] = id;
    for (const QByteArray &name : changes.removedDocuments)
        documents.erase(name);
    root.reserve(documents.size() + 2); // and the folders of records and media
    for (const auto &[name, id] : documents)
        root.push_back({name, id, false});
    if (!folders.empty()) {
        std::vector<TreeEntry> entries;
        entries.reserve(folders.size());
        for (const auto &[folder, id] : folders)
            entries.push_back({QByteArray::number(folder, 16).rightJustified(4, '0'), id, true});
        const auto records = writeTree(sink, std::move(entries));
        if (!records)
            return records;
        root.push_back({"records", *records, true});
    }
    if (!changes.attachments.empty()) {
        const auto media = buildMedia(repository, below, changes.attachments, sink);
        if (!media)
            return media;
        root.push_back({"media", *media, true});
    } else if (below.media()) {
        root.push_back({"media", *below.media(), true});
    }
    return writeTree(sink, std::move(root));
}

} // namespace datanet::versioning
