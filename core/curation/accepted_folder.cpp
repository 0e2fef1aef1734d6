#include "curation/accepted_folder.h"

#include "base/files.h"

#include <QDateTime>
#include <QDir>
#include <QRegularExpression>

#include <algorithm>

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

// Pieces are joined up to this size: joining holds both in memory.
constexpr std::uint32_t kMostJoined = 1u << 19;
constexpr qint64 kAbandonedSeconds = 3600; // an unfinished file that nobody writes any more

} // namespace

QString AcceptedFolder::pathOf(std::uint32_t first, std::uint32_t last) const
{
    return m_path + u"/%1-%2.accepted"_s.arg(first).arg(last);
}

std::vector<AcceptedFolder::File> AcceptedFolder::files() const
{
    static const QRegularExpression pattern(u"^([1-9][0-9]{0,8})-([1-9][0-9]{0,8})\\.accepted$"_s);
    std::vector<File> found;
    const QDateTime abandoned = QDateTime::currentDateTimeUtc().addSecs(-kAbandonedSeconds);
    for (const QFileInfo &file : QDir(m_path).entryInfoList(QDir::Files)) {
        const auto match = pattern.match(file.fileName());
        if (match.hasMatch())
            found.push_back({file.filePath(), match.captured(1).toUInt(), match.captured(2).toUInt()});
        else if (file.lastModified() < abandoned)
            (void)base::files::removeFile(file.filePath());
    }
    // By what they begin with, the longest first: it was joined from the others.
    std::ranges::sort(found, [](const File &left, const File &right) {
        return left.first != right.first ? left.first < right.first : left.last > right.last;
    });
    return found;
}

std::uint32_t AcceptedFolder::load(AcceptedIndex &index, std::uint32_t newest)
{
    std::uint32_t done = 0;
    for (const File &file : files()) {
        if (file.last > newest)
            continue; // another process knows more
        auto piece = file.first == done + 1 ? AcceptedPiece::open(file.name, m_basis(file.first, file.last))
                                            : base::Result<AcceptedPiece>(base::fail(base::ErrorKind::Conflict, {}));
        if (piece) {
            index.append(std::move(*piece));
            done = file.last;
        } else if (file.last <= done || file.first <= done + 1) {
            (void)base::files::removeFile(file.name); // part of another one, or good for nothing
        }
    }
    return done;
}

void AcceptedFolder::keep(AcceptedIndex &index, std::uint32_t first, std::uint32_t last)
{
    auto added = index.takeAdded();
    if (!added)
        added.emplace(); // versions without new records are known to have none
    const base::Digest basis = m_basis(first, last);
    const QString path = pathOf(first, last);
    auto piece = base::files::makeFolder(m_path) && added->write(path, basis)
        ? AcceptedPiece::open(path, basis)
        : base::Result<AcceptedPiece>(base::fail(base::ErrorKind::Io, {}));
    if (!piece)
        piece = AcceptedPiece::fromBytes(added->bytes(basis), basis);
    index.append(std::move(*piece));
    joinNeighbours();
}

// Works on the files alone: an open index keeps those it has mapped.
void AcceptedFolder::joinNeighbours()
{
    std::vector<File> all = files();
    while (all.size() >= 2) {
        const File right = all.back();
        all.pop_back();
        const File left = all.back();
        if (left.last + 1 != right.first)
            return;
        const auto before = AcceptedPiece::open(left.name, m_basis(left.first, left.last));
        const auto behind = AcceptedPiece::open(right.name, m_basis(right.first, right.last));
        if (!before || !behind || before->size() / 2 > behind->size()
            || std::uint64_t{before->size()} + behind->size() > kMostJoined)
            return;
        AcceptedPieceWriter both;
        both.addAll(*before);
        both.addAll(*behind);
        const QString path = pathOf(left.first, right.last);
        if (!both.write(path, m_basis(left.first, right.last)))
            return;
        (void)base::files::removeFile(left.name);
        (void)base::files::removeFile(right.name);
        all.back() = {path, left.first, right.last};
    }
}

} // namespace datanet::curation
