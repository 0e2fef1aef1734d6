#include "versioning/content_tree.h"

#include "base/compression.h"
#include "crypto/digest.h"
#include "dataset/segment.h"
#include "dataset/working_copy.h"

#include <algorithm>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

// A frame of incompressible bytes is a little larger than they are.

tl::unexpected<base::Error> unknownPath(const QByteArray &path)
{
    return fail(ErrorKind::Corrupt,
                u"a version holds something that the format does not know: "_s + QString::fromUtf8(path.left(200)),
                u"it was made by another program or a newer version of this one"_s);
}

bool isDocument(const QByteArray &name)
{
    return name == dataset::kMetadataFile || name == dataset::kSchemaFile || name == dataset::kReadmeFile;
}

} // namespace

ContentTree ContentTree::empty()
{
    return {};
}

Result<ContentTree> ContentTree::of(const Repository &repository, const CommitId &commit)
{
    const auto fields = repository.commit(commit);
    if (!fields)
        return fail(fields.error());
    return ofTree(repository, fields->tree);
}

Result<ContentTree> ContentTree::ofTree(const Repository &repository, const ObjectId &tree)
{
    const auto entries = repository.tree(tree);
    if (!entries)
        return fail(entries.error());
    ContentTree content;
    for (const TreeEntry &entry : *entries) {
        if (!entry.isFolder && isDocument(entry.name)) {
            if (!content.m_documents.emplace(entry.name, entry.id).second)
                return unknownPath(entry.name);
        } else if (entry.isFolder && entry.name == "media" && !content.m_media) {
            content.m_media = entry.id;
        } else if (entry.isFolder && entry.name == "records" && content.m_folders.empty()) {
            const auto folders = repository.tree(entry.id);
            if (!folders)
                return fail(folders.error());
            for (const TreeEntry &folder : *folders) {
                const auto number = SegmentName::parseFolder(base::text(folder.name));
                if (!folder.isFolder || !number || !content.m_folders.emplace(*number, folder.id).second)
                    return unknownPath("records/" + folder.name);
            }
        } else {
            return unknownPath(entry.name);
        }
    }
    return content;
}

Result<std::vector<ContentTree::Segment>> ContentTree::segments(const Repository &repository,
                                                                std::uint16_t folder) const
{
    std::vector<Segment> segments;
    const auto found = m_folders.find(folder);
    if (found == m_folders.end())
        return segments;
    const auto entries = repository.tree(found->second);
    if (!entries)
        return fail(entries.error());
    const QByteArray folderName = QByteArray::number(folder, 16).rightJustified(4, '0');
    segments.reserve(entries->size());
    for (const TreeEntry &entry : *entries) {
        const auto name = SegmentName::parse(base::text(folderName), base::text(entry.name));
        // Git trees are sorted, and so are names as we write them: anything else was not made by git.
        if (entry.isFolder || !name || (!segments.empty() && entry.name <= segments.back().name.fileName()))
            return unknownPath("records/" + folderName + '/' + entry.name);
        segments.push_back({*name, entry.id});
    }
    // By path, and so by position and digest; counts are not padded, but can't differ for equal digests.
    return segments;
}

Result<bool> ContentTree::contains(const Repository &repository, const SegmentName &segment) const
{
    const auto found = m_folders.find(segment.folder());
    if (found == m_folders.end())
        return false;
    const auto entries = repository.tree(found->second);
    if (!entries)
        return fail(entries.error());
    const QByteArray name = segment.fileName();
    return std::any_of(entries->begin(), entries->end(),
                       [&name](const TreeEntry &entry) { return !entry.isFolder && entry.name == name; });
}

Result<std::vector<ContentTree::Segment>> ContentTree::segments(const Repository &repository) const
{
    std::vector<Segment> all;
    for (const auto &[folder, id] : m_folders) {
        const auto some = segments(repository, folder);
        if (!some)
            return fail(some.error());
        all.insert(all.end(), some->begin(), some->end());
    }
    return all;
}

Result<SegmentDifference> compareSegments(const Repository &repository, const ContentTree &oldTree,
                                          const ContentTree &newTree)
{
    SegmentDifference difference;
    std::map<std::uint16_t, int> folders;
    for (const auto &[folder, id] : oldTree.folders())
        folders[folder];
    for (const auto &[folder, id] : newTree.folders())
        folders[folder];
    for (const auto &[folder, unused] : folders) {
        const auto oldId = oldTree.folders().find(folder);
        const auto newId = newTree.folders().find(folder);
        if (oldId != oldTree.folders().end() && newId != newTree.folders().end() && oldId->second == newId->second)
            continue;
        const auto before = oldTree.segments(repository, folder);
        const auto after = newTree.segments(repository, folder);
        if (!before || !after)
            return fail(!before ? before.error() : after.error());
        const auto byName = [](const ContentTree::Segment &left, const ContentTree::Segment &right) {
            return left.name < right.name;
        };
        std::set_difference(before->begin(), before->end(), after->begin(), after->end(),
                            std::back_inserter(difference.onlyOld), byName);
        std::set_difference(after->begin(), after->end(), before->begin(), before->end(),
                            std::back_inserter(difference.onlyNew), byName);
    }
    return difference;
}

Result<base::Bytes> readSegment(const Repository &repository, const ContentTree::Segment &segment)
{
    const auto frame = repository.read(segment.blob, ObjectType::Blob, kMaximumFrameBytes);
    if (!frame)
        return fail(frame.error().within(QString::fromLatin1(segment.name.path())));
    return unpackSegment(segment.name, *frame);
}

Result<base::Bytes> unpackSegment(const SegmentName &name, base::ByteView frame)
{
    const QString path = QString::fromLatin1(name.path());
    thread_local base::Decompressor decompressor;
    auto raw = decompressor.decompress(frame, dataset::kMaximumSegmentBytes);
    if (!raw)
        return fail(raw.error().within(path));
    if (crypto::sha256(*raw) != name.sha256)
        return fail(ErrorKind::Corrupt, path + u": the content has another SHA-256 than its name says"_s);
    if (std::count(raw->cbegin(), raw->cend(), '\n') != name.count)
        return fail(ErrorKind::Corrupt, path + u": the content has another number of records than its name says"_s);
    return raw;
}

Result<std::vector<Attachment>> attachments(const Repository &repository, const ContentTree &tree)
{
    std::vector<Attachment> result;
    if (!tree.media())
        return result;
    const auto firsts = repository.tree(*tree.media());
    if (!firsts)
        return fail(firsts.error());
    for (const TreeEntry &first : *firsts) {
        if (!first.isFolder || first.name.size() != 2)
            return unknownPath("media/" + first.name);
        const auto seconds = repository.tree(first.id);
        if (!seconds)
            return fail(seconds.error());
        for (const TreeEntry &second : *seconds) {
            const QByteArray folder = "media/" + first.name + '/' + second.name;
            if (!second.isFolder || second.name.size() != 2)
                return unknownPath(folder);
            const auto files = repository.tree(second.id);
            if (!files)
                return fail(files.error());
            for (const TreeEntry &file : *files) {
                const auto digest = base::Digest::fromHexText(QString::fromUtf8(file.name));
                if (file.isFolder || !digest || base::toPlainHex(digest->view()) != file.name
                    || !file.name.startsWith(QByteArray(first.name + second.name)))
                    return unknownPath(folder + '/' + file.name);
                result.push_back({*digest, file.id});
            }
        }
    }
    return result;
}

Result<std::optional<ObjectId>> attachmentIn(const Repository &repository, const ContentTree &tree,
                                             const base::Digest &sha256)
{
    std::optional<ObjectId> at = tree.media();
    const QByteArray name = base::toPlainHex(sha256.view());
    for (const QByteArray &step : {name.left(2), name.mid(2, 2), name}) {
        if (!at)
            break;
        const auto entries = repository.tree(*at);
        if (!entries)
            return fail(entries.error());
        const auto found = std::find_if(entries->begin(), entries->end(), [&step, &name](const TreeEntry &entry) {
            return entry.name == step && entry.isFolder == (step.size() != name.size());
        });
        at = found == entries->end() ? std::nullopt : std::optional(found->id);
    }
    return at;
}

} // namespace datanet::versioning
