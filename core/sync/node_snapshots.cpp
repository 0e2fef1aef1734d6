#include "sync/node_snapshots.h"

#include "base/files.h"
#include "crypto/digest.h"

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Bytes;
using base::ErrorKind;
using base::fail;

namespace {
constexpr char kMark[] = "datanet-node-snapshot 1 ";
}

QString NodeSnapshots::path(std::uint64_t number) const
{
    return m_folder + (number % 2 ? u"/state-a"_s : u"/state-b"_s);
}

base::Result<NodeSnapshots::Snapshot> NodeSnapshots::readFile(const QString &path) const
{
    const auto bytes = base::files::read(path, kMaxState + 256);
    if (!bytes)
        return fail(bytes.error());
    const qsizetype end = bytes->indexOf('\n');
    const auto words = bytes->first(std::clamp<qsizetype>(end, 0, 200)).split(' ');
    if (!bytes->startsWith(kMark) || words.size() != 5)
        return fail(ErrorKind::Corrupt, path + u" is no snapshot"_s);
    Snapshot snapshot;
    bool good = false;
    snapshot.number = words[2].toULongLong(&good);
    snapshot.state = bytes->sliced(end + 1);
    if (!good || snapshot.number == 0 || words[3].toLongLong() != snapshot.state.size()
        || words[4] != base::toPlainHex(crypto::sha256(snapshot.state).view()))
        return fail(ErrorKind::Corrupt, path + u" is damaged"_s);
    return snapshot;
}

std::vector<NodeSnapshots::Snapshot> NodeSnapshots::load(QStringList *problems) const
{
    std::vector<Snapshot> snapshots;
    for (const std::uint64_t slot : {1, 2}) {
        auto snapshot = readFile(path(slot));
        if (snapshot)
            snapshots.push_back(std::move(*snapshot));
        else if (snapshot.error().kind != ErrorKind::NotFound && problems)
            *problems << snapshot.error().what;
    }
    std::sort(snapshots.begin(), snapshots.end(),
              [](const Snapshot &left, const Snapshot &right) { return left.number > right.number; });
    return snapshots;
}

base::Status NodeSnapshots::save(base::ByteView state)
{
    if (state.size() > kMaxState)
        return fail(ErrorKind::Invalid,
                    u"the node's state has grown above "_s + QString::number(kMaxState) + u" bytes"_s,
                    u"begin a new practice network: datanet practice reset"_s);
    if (!m_last) {
        const auto known = load();
        m_last = known.empty() ? 0 : known.front().number;
    }
    const std::uint64_t number = *m_last + 1;
    const Bytes file = kMark + Bytes::number(qulonglong(number)) + ' ' + Bytes::number(state.size()) + ' '
        + base::toPlainHex(crypto::sha256(state).view()) + '\n' + state.toByteArray();
    if (const auto written = base::files::writePrivately(path(number), file); !written)
        return written;
    m_last = number;
    return {};
}

} // namespace datanet::sync
