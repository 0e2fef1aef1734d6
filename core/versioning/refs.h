#pragma once

#include "versioning/repository.h"

#include <QString>

#include <optional>
#include <vector>

// Names for versions: branches (refs/heads/NAME, one of them current), tags (refs/tags/NAME) and what was last seen of
// other places (refs/remotes/PLACE/NAME). A tag that is made here is light: a name for a version and nothing else; who
// made the version and when says the version. Tags with a note of their own, made by git, are read as the version they
// name.
namespace datanet::versioning {

enum class RefKind : std::uint8_t { Branch, Tag, Remote };

struct NamedVersion
{
    RefKind kind = RefKind::Branch;
    QString name; // "main", "reviewed", "origin/main"
    CommitId version;
    bool isCurrent = false; // the branch on which the next version is made
    bool operator==(const NamedVersion &) const = default;
};

[[nodiscard]] QString branchRef(const QString &name);
[[nodiscard]] QString tagRef(const QString &name);

// Invalid for what git would not take as a name, and for what resolve() reads as something else: HEAD, v3, digits of
// an id.
base::Status checkName(const QString &name);

// Sorted by kind and name; a ref that leads to no version is left out.
[[nodiscard]] base::Result<std::vector<NamedVersion>> namedVersions(const Repository &repository);

// Conflict when the name is taken.
base::Status createBranch(Repository &repository, const QString &name, const CommitId &at);
base::Status createTag(Repository &repository, const QString &name, const CommitId &at);
// Invalid for the current branch; Conflict when versions would be lost with the branch (they are on no other branch
// and under no tag), unless `force`. NotFound when there is none.
base::Status removeBranch(Repository &repository, const QString &name, bool force);
base::Status removeTag(Repository &repository, const QString &name);
// The current branch stays current under its new name.
base::Status renameBranch(Repository &repository, const QString &name, const QString &to);

} // namespace datanet::versioning
