#include "versioning/piecewise_push.h"

#include "base/part_of_task.h"
#include "versioning/content_tree.h"
#include "versioning/place_call.h"
#include "versioning/place_words.h"

#include <QDate>

#include <vector>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr int kDaysKept = 7; // of what nobody went on with
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

struct Incoming
{
    QString ref;
    QDate day; // invalid: none was named
};

struct There
{
    std::optional<CommitId> branch;
    std::vector<Incoming> incoming; // what is on its way, ours or somebody else's
};

Result<There> lookAt(const Repository &repository, const QString &address, const QString &branch,
                     base::TaskContext &task)
{
    const QString prefix = QLatin1StringView(kIncoming);
    const auto listed =
        callPlace(repository.path(), {u"ls-remote"_s, u"--"_s, address, branch, prefix + u'*'}, address, task);
    if (!listed)
        return fail(listed.error());
    There there;
    for (const QByteArray &line : listed->split('\n')) {
        const QString ref = QString::fromUtf8(line).section(u'\t', 1).trimmed();
        if (ref == branch)
            there.branch = idFromText(QString::fromLatin1(line.left(40)));
        else if (ref.startsWith(prefix))
            there.incoming.push_back({ref, QDate::fromString(ref.mid(prefix.size()).section(u'/', 0, 0), Qt::ISODate)});
    }
    return there;
}

} // namespace

Result<QStringList> pushInPieces(Repository &repository, const QString &address, const QString &branch,
                                 const CommitId &version, base::TaskContext &task)
{
    const auto there = lookAt(repository, address, branch, task);
    if (!there)
        return fail(there.error());
    if (there->branch && !repository.contains(*there->branch))
        return fail(ErrorKind::Conflict, hostOf(address) + u" has versions that are not here; nothing was changed"_s,
                    u"pull first, then push again"_s);
    const auto tree = ContentTree::of(repository, version);
    const auto below =
        there->branch ? ContentTree::of(repository, *there->branch) : Result<ContentTree>(ContentTree::empty());
    if (!tree || !below)
        return fail(!tree ? tree.error() : below.error());
    const auto pieces = piecesOf(repository, *tree, *below);
    if (!pieces)
        return fail(pieces.error());
    const QDate today = QDate::currentDate();
    QStringList removals;
    for (const Incoming &each : there->incoming) {
        if (each.day.daysTo(today) > kDaysKept)
            removals.append(u':' + each.ref);
    }
    if (pieces->size() < 2)
        return removals;
    std::int64_t done = 0;
    for (const Piece &piece : *pieces) {
        const auto id = repository.write(ObjectType::Tree, treeBytes(piece));
        if (!id)
            return fail(id.error());
        const QString name = idText(*id);
        bool isThere = false;
        for (const Incoming &each : there->incoming) {
            if (!each.ref.endsWith(u'/' + name))
                continue;
            isThere = true;
            if (!removals.contains(u':' + each.ref))
                removals.append(u':' + each.ref);
        }
        if (!isThere) {
            const QString ref = QLatin1StringView(kIncoming) + today.toString(Qt::ISODate) + u'/' + name;
            base::PartOfTask part(task, done, std::int64_t(pieces->size()) + 1);
            const auto sent = callPlace(
                repository.path(), {u"push"_s, u"--progress"_s, u"--"_s, address, name + u':' + ref}, address, part);
            if (!sent)
                return fail(sent.error());
            removals.append(u':' + ref);
        }
        task.progress(++done, std::int64_t(pieces->size()) + 1);
    }
    return removals;
}

} // namespace datanet::versioning
