#include "versioning/piecewise_push.h"

#include "versioning/content_tree.h"
#include "versioning/transport.h"

#include <set>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

namespace {

constexpr std::size_t kSegmentsInPiece = 2048; // some 20 MB
constexpr auto kIncoming = "refs/datanet/incoming/";

using Piece = std::vector<TreeEntry>; // folders

// Whole folders of segments that the other side lacks, in order.
Result<std::vector<Piece>> piecesOf(const Repository &repository, const ContentTree &tree, const ContentTree &known)
{
    std::vector<Piece> pieces;
    std::size_t inPiece = kSegmentsInPiece;
    for (const auto &[folder, id] : tree.folders()) {
        if (const auto old = known.folders().find(folder); old != known.folders().end() && old->second == id)
            continue;
        const auto segments = tree.segments(repository, folder);
        if (!segments)
            return fail(segments.error());
        if (inPiece >= kSegmentsInPiece) {
            pieces.emplace_back();
            inPiece = 0;
        }
        inPiece += segments->size();
        pieces.back().push_back({QByteArray::number(folder, 16).rightJustified(4, '0'), id, true});
    }
    return pieces;
}

} // namespace

Result<QStringList> pushInPieces(Repository &repository, const QString &address, const CommitId &version,
                                 const std::optional<CommitId> &known, base::TaskContext &task)
{
    const auto tree = ContentTree::of(repository, version);
    const auto below = known && repository.contains(*known) ? ContentTree::of(repository, *known)
                                                            : Result<ContentTree>(ContentTree::empty());
    if (!tree || !below)
        return fail(!tree ? tree.error() : below.error());
    const auto pieces = piecesOf(repository, *tree, *below);
    if (!pieces)
        return fail(pieces.error());
    const QString prefix = QLatin1StringView(kIncoming);
    const auto listed = runGit(repository.path(), {u"ls-remote"_s, u"--"_s, address, prefix + u'*'}, task);
    if (!listed)
        return fail(listed.error());
    std::set<QString> there;
    for (const QByteArray &line : listed->split('\n')) {
        const QString ref = QString::fromUtf8(line).section(u'\t', 1).trimmed();
        if (ref.startsWith(prefix))
            there.insert(ref); // also those of an attempt that was given up: nobody else removes them
    }
    const auto all = [&there] { return QStringList(there.begin(), there.end()); };
    if (pieces->size() < 2)
        return all();
    std::int64_t done = 0;
    for (const Piece &piece : *pieces) {
        const auto id = repository.write(ObjectType::Tree, treeBytes(piece));
        if (!id)
            return fail(id.error());
        const QString ref = prefix + idText(*id);
        if (!there.contains(ref)) {
            const auto sent =
                runGit(repository.path(), {u"push"_s, u"-q"_s, u"--"_s, address, idText(*id) + u':' + ref}, task);
            if (!sent)
                return fail(sent.error());
            there.insert(ref);
        }
        task.progress(++done, std::int64_t(pieces->size()) + 1);
    }
    return all();
}

} // namespace datanet::versioning
