#pragma once

#include "base/task.h"
#include "versioning/repository.h"

#include <QString>

#include <vector>

// Other places that hold copies of this data set: git remotes, kept in the repository's own configuration, so that
// stock git sees the same ones. Logins come from Logins, git's own helpers and the ssh agent; nothing here asks at a
// terminal. What was last seen of a place is refs/remotes/PLACE/BRANCH and refs/places/PLACE/proofs. Errors of what
// goes there and comes from there are those of place_call.h.
namespace datanet::versioning {

struct Remote
{
    QString name;
    QString url;
    bool operator==(const Remote &) const = default;
};

// Invalid for what git would read as an option or another program; https, ssh, git and file addresses, host:path and
// plain paths pass.
base::Status checkAddress(const QString &address);

[[nodiscard]] base::Result<std::vector<Remote>> remotes(const Repository &repository);
// NotFound, listing what there is.
[[nodiscard]] base::Result<Remote> remoteNamed(const Repository &repository, const QString &name);
// The only one, or the one called origin; NotFound when that leaves none.
[[nodiscard]] base::Result<Remote> usualRemote(const Repository &repository);
base::Status addRemote(Repository &repository, const Remote &remote);
base::Status removeRemote(Repository &repository, const QString &name); // and what was last seen of it
base::Status renameRemote(Repository &repository, const QString &name, const QString &to);

// Whether the address leads to a repository that lets us in; brings nothing.
base::Status visitPlace(const QString &address, base::TaskContext &task);

struct FetchOptions
{
    int depth = 0; // of the newest versions only so many; 0: all, or what is there already
    bool wholeHistory = false; // also what an earlier fetch with a depth left out
    bool names = true; // tags of what comes come along, and branches that are gone there are forgotten here
};

struct FetchReport
{
    std::vector<std::pair<QString, CommitId>> branches; // that came or moved: PLACE/NAME
    bool hasProofs = false;
};

// Brings what a place has that is not here; nothing of one's own changes, except that tags without a counterpart here
// come along and proofs are united. From a server it comes in pieces, so that an interrupted fetch goes on where it
// was.
[[nodiscard]] base::Result<FetchReport> fetchRemote(Repository &repository, const Remote &remote,
                                                    const FetchOptions &options, const Person &author,
                                                    base::TaskContext &task);

// Sends a branch, the proofs and, with `tags`, the names; Conflict when the place has versions that are not here. Large
// amounts go to a server in pieces, so that an interrupted push goes on where it was.
base::Status pushRemote(Repository &repository, const Remote &remote, const QString &branch, bool tags,
                        base::TaskContext &task);

// A new repository at `path` with the branch that the source calls its current one (else main), and the source as its
// remote "origin". Absent on failure; what had come from a server by then is kept beside it (see incomingPath) and not
// asked for again by the next call with the same words.
[[nodiscard]] base::Result<Repository> cloneRemote(const QString &source, const QString &path,
                                                   const FetchOptions &options, base::TaskContext &task);

} // namespace datanet::versioning
