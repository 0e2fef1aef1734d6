#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <QDateTime>
#include <QString>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

struct git_repository;
struct git_odb;

namespace datanet::versioning {

using ObjectId = base::FixedBytes<20>; // git's SHA-1
using CommitId = ObjectId;

// 40 digits, as git writes ids.
[[nodiscard]] QString idText(const ObjectId &id);
[[nodiscard]] std::optional<ObjectId> idFromText(QStringView digits);

inline constexpr auto kMainRef = "refs/heads/main";
inline constexpr auto kProofsRef = "refs/datanet/proofs";
inline constexpr std::int64_t kMaximumTreeBytes = 64 << 20; // of one tree object
inline constexpr std::int64_t kMaximumCommitBytes = 1 << 20;

struct Person
{
    QString name;
    QString email;
    bool operator==(const Person &) const = default;
};

// Given the bytes of a commit without a signature, gives the armoured SSH signature over them.
using CommitSigner = std::function<base::Result<base::Bytes>(base::ByteView commit)>;

enum class ObjectType : std::uint8_t { Commit = 1, Tree = 2, Blob = 3 };

struct TreeEntry
{
    QByteArray name;
    ObjectId id;
    bool isFolder = false;
    bool operator==(const TreeEntry &) const = default;
};

struct CommitFields
{
    ObjectId tree;
    std::vector<CommitId> parents;
    Person author;
    QDateTime time; // with the author's offset
    QString message; // without the line feed at the end
    bool isSigned = false; // read only
    bool isBoundary = false; // read only: has parents that were not fetched, and which are left out
};

struct NewObject
{
    ObjectType type = ObjectType::Blob;
    ObjectId id;
    base::Bytes bytes;
};

// One bare git repository, through libgit2. What it holds may come from strangers: sizes are checked before anything is
// read. Objects and refs are synced to the disk when written. One thread at a time (open another for another thread),
// but for read() and what reads through it, which several may call while nobody else does.
class Repository
{
public:
    [[nodiscard]] static base::Result<Repository> init(const QString &path);
    [[nodiscard]] static base::Result<Repository> open(const QString &path);
    // Takes away what a kill or a failing disk left: packs under names that nobody reads, and locks of refs and
    // settings that were about to change. Only for whoever holds a lock of its own over the repository, so that those
    // who made them are gone: a git that this program started ends with it.
    static base::Status removeUnfinished(const QString &path);

    Repository(Repository &&) noexcept;
    Repository &operator=(Repository &&) noexcept;
    ~Repository();

    [[nodiscard]] const QString &path() const { return m_path; }

    // The current branch, as a ref below refs/heads/: where HEAD points. Corrupt when it points elsewhere.
    [[nodiscard]] base::Result<QString> currentRef() const;
    // Makes another branch the current one; it may have no version yet.
    base::Status setCurrentRef(const QString &branchRef);
    // What the current branch points to; nothing before the first version.
    [[nodiscard]] base::Result<std::optional<CommitId>> head() const;
    // Nothing when there is none. A tag with a note is followed to its version.
    [[nodiscard]] base::Result<std::optional<CommitId>> ref(const QString &name) const;
    // All that begin with a prefix and lead to a version, by name.
    [[nodiscard]] base::Result<std::vector<std::pair<QString, CommitId>>> refs(const QString &prefix) const;
    // Conflict when the ref is not `expected` (nothing: whatever it is); removing what is not there is done.
    base::Status removeRef(const QString &name, const std::optional<CommitId> &expected);
    // Compare and swap; Conflict when the ref is not `expected` (nothing: it must not exist).
    base::Status moveRef(const QString &name, const std::optional<CommitId> &expected, const CommitId &to,
                         const QString &reason);

    // HEAD, v3 (the third version of the current branch, counted from the first), a full ref, a branch, a tag,
    // PLACE/BRANCH as last seen elsewhere, or at least 4 digits of an id, in this order; then perhaps ~2 (two before).
    // NotFound, or Invalid when the digits fit several.
    [[nodiscard]] base::Result<CommitId> resolve(const QString &revision) const;

    // NotFound, or Corrupt when the object is of another type, malformed or above `maximum`.
    [[nodiscard]] base::Result<base::Bytes> read(const ObjectId &id, ObjectType type, std::int64_t maximum) const;
    [[nodiscard]] base::Result<std::vector<TreeEntry>> tree(const ObjectId &id) const;
    [[nodiscard]] base::Result<CommitFields> commit(const CommitId &id) const;
    [[nodiscard]] bool contains(const ObjectId &id) const;
    // Older versions were left where they are (see fetchHistory in remotes.h).
    [[nodiscard]] bool isShallow() const { return !m_boundary.empty(); }

    // Loose, synced.
    [[nodiscard]] base::Result<ObjectId> write(ObjectType type, base::ByteView bytes);
    [[nodiscard]] base::Result<CommitId> writeCommit(const CommitFields &fields, const CommitSigner &signer = {});

    // For what is written beside libgit2: look again at packs and at the boundary of what was fetched.
    void refresh();

private:
    struct CloseRepository
    {
        void operator()(git_repository *handle) const noexcept;
    };
    struct CloseObjects
    {
        void operator()(git_odb *handle) const noexcept;
    };
    Repository(QString path, git_repository *handle, git_odb *objects);

    QString m_path;
    std::unique_ptr<git_repository, CloseRepository> m_handle;
    std::unique_ptr<git_odb, CloseObjects> m_objects;
    std::set<CommitId> m_boundary; // git's list of versions whose parents were not fetched
};

// The id that git gives to an object.
[[nodiscard]] ObjectId objectId(ObjectType type, base::ByteView bytes);
// The bytes of a tree, entries in git's order.
[[nodiscard]] base::Bytes treeBytes(std::vector<TreeEntry> entries);

} // namespace datanet::versioning
