#include "dataset/identity_run.h"

#include <QDir>

#include <algorithm>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::Result;

namespace {

using Key = std::array<std::uint8_t, 16>;

bool keyLess(const RowIdentity &left, const Key &right)
{
    return left.key < right;
}

tl::unexpected<base::Error> noAccess(const QTemporaryFile &file)
{
    return base::fail(base::ErrorKind::Io,
                      u"the list of the records' identities does not fit into “"_s + QDir::tempPath() + u"”: "_s
                          + file.errorString(),
                      u"make room there, or set TMPDIR to a folder with more"_s);
}

} // namespace

Result<std::unique_ptr<IdentityRun>> IdentityRun::write(std::span<const RowIdentity> sorted)
{
    std::unique_ptr<IdentityRun> run(new IdentityRun);
    const auto bytes = static_cast<qint64>(sorted.size_bytes());
    if (!run->m_file.open() || run->m_file.write(reinterpret_cast<const char *>(sorted.data()), bytes) != bytes
        || !run->m_file.flush())
        return noAccess(run->m_file);
    run->m_count = sorted.size();
    for (std::size_t index = 0; index < sorted.size(); index += kPageKeys)
        run->m_firstOfPage.push_back(keyPrefix(sorted[index].key));
    return run;
}

Result<std::optional<std::uint64_t>> IdentityRun::find(const Key &key)
{
    const std::uint64_t prefix = keyPrefix(key);
    const auto above = std::lower_bound(m_firstOfPage.begin(), m_firstOfPage.end(), prefix);
    auto page = static_cast<std::size_t>(above - m_firstOfPage.begin());
    // It may be in the page before; and behind it, where several pages begin with this prefix.
    for (page -= page > 0 ? 1 : 0; page < m_firstOfPage.size() && m_firstOfPage[page] <= prefix; ++page) {
        m_page.resize(std::min(kPageKeys, m_count - page * kPageKeys));
        const auto bytes = static_cast<qint64>(m_page.size() * sizeof(RowIdentity));
        if (!m_file.seek(static_cast<qint64>(page * kPageKeys * sizeof(RowIdentity)))
            || m_file.read(reinterpret_cast<char *>(m_page.data()), bytes) != bytes)
            return noAccess(m_file);
        const auto found = std::lower_bound(m_page.begin(), m_page.end(), key, keyLess);
        if (found != m_page.end() && found->key == key)
            return found->content;
    }
    return std::nullopt;
}

} // namespace datanet::dataset
