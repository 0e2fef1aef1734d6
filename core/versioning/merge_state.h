#pragma once

#include "dataset/working_copy.h"
#include "versioning/merge_cells.h"
#include "versioning/repository.h"

#include <optional>
#include <vector>

// A merge under way, written down in working.db (meta `merge`, table `merge_conflicts`) until it becomes a version or
// is given up. What is written first names where things are going, so that a kill at any instant is made good by going
// on.
namespace datanet::versioning {

enum class MergePhase : std::uint8_t {
    Filling, // the working copy is on its way to hold the merge
    Open, // it holds it: conflicts are decided, then a version is made
};

struct MergeState
{
    MergePhase phase = MergePhase::Filling;
    CommitId ours;
    CommitId theirs;
    QString name; // of theirs, as the person called it
    ObjectId tree; // of the merge, ours where the sides conflict
};

enum class Choice : std::uint8_t { None, Ours, Theirs, Base, Own };
[[nodiscard]] QString choiceName(Choice choice); // "ours"
[[nodiscard]] std::optional<Choice> choiceFromName(QStringView name); // of the four that decide

struct OpenConflict
{
    std::int64_t number = 0; // 1, 2, ... for as long as the merge lasts
    MergeConflict conflict;
    std::optional<dataset::Position> position; // of the row in the working copy
    Choice choice = Choice::None;
    std::optional<std::string> own; // with Choice::Own; nothing: taken away

    // What is in the working copy, as far as this conflict decides it.
    [[nodiscard]] const std::optional<std::string> &result() const;
};

// Nothing when no merge is under way.
[[nodiscard]] base::Result<std::optional<MergeState>> mergeStateOf(dataset::WorkingCopy &copy);
base::Status beginMerge(dataset::WorkingCopy &copy, const MergeState &state,
                        const std::vector<MergeConflict> &conflicts);
// Filling -> Open: looks up where the conflicts' rows stand now.
base::Status openMerge(dataset::WorkingCopy &copy);
// Inside a transaction of the caller.
base::Status forgetMerge(dataset::WorkingState &state);

// By number, after the one given; all with limit -1.
[[nodiscard]] base::Result<std::vector<OpenConflict>> conflictsOf(dataset::WorkingCopy &copy, std::int64_t after,
                                                                  int limit, bool undecidedOnly);
struct ConflictCounts
{
    std::int64_t all = 0;
    std::int64_t undecided = 0;
};
[[nodiscard]] base::Result<ConflictCounts> conflictCounts(dataset::WorkingCopy &copy);

// Brings rows and documents of the working copy to what the conflicts' choices say, and writes the choices down: one
// operation.
base::Status applyChoices(dataset::WorkingCopy &copy, std::vector<OpenConflict> decided);

} // namespace datanet::versioning
