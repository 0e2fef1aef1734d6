#include "dataset/identity_run.h"

#include <QDir>

#include <algorithm>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::Result;

namespace {

constexpr std::size_t kBitsAKey = 12;
constexpr int kProbes = 6;

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

// Keys are digests: their bytes serve as independent hashes. The places within a block are of the second half.
template <class Visit>
void forEachBit(const Key &key, Visit visit)
{
    std::uint64_t bits;
    std::memcpy(&bits, key.data() + 8, sizeof bits);
    for (int probe = 0; probe < kProbes; ++probe, bits >>= 9)
        visit(bits >> 6 & 7, std::uint64_t(1) << (bits & 63));
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
    run->m_filter.resize(sorted.size() * kBitsAKey / 512 + 1);
    for (std::size_t index = 0; index < sorted.size(); ++index) {
        if (index % kPageKeys == 0)
            run->m_firstOfPage.push_back(keyPrefix(sorted[index].key));
        run->addToFilter(sorted[index].key);
    }
    return run;
}

std::size_t IdentityRun::blockOf(const Key &key) const
{
    // The prefix, spread over the blocks without a division.
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::size_t>(Wide(keyPrefix(key)) * m_filter.size() >> 64);
}

void IdentityRun::addToFilter(const Key &key)
{
    Block &block = m_filter[blockOf(key)];
    forEachBit(key, [&block](std::size_t word, std::uint64_t bit) { block[word] |= bit; });
}

bool IdentityRun::mayHave(const Key &key) const
{
    const Block &block = m_filter[blockOf(key)];
    bool has = true;
    forEachBit(key, [&](std::size_t word, std::uint64_t bit) { has = has && (block[word] & bit) != 0; });
    return has;
}

Result<std::optional<std::uint64_t>> IdentityRun::find(const Key &key)
{
    if (!mayHave(key))
        return std::nullopt;
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
