#pragma once

#include "base/change_recorder.h"
#include "dataset/operation.h"

#include <cstdint>
#include <optional>
#include <vector>

// Inside of the working copy: everything done to the data, so that it can be undone and redone, also after a restart
// and after versions were saved in between.
//
// Rows are never overwritten: a change writes new pieces and points segments at them. So an operation is the recording
// of a few small tables, whatever the size of the data, and the pieces it left behind are kept as long as it can be
// undone.
namespace datanet::dataset {

struct WorkingState;

// The tables that operations record. The bytes of rows are in none of them.
[[nodiscard]] const std::vector<const char *> &recordedTables();

inline constexpr int kMostOperations = 200; // the oldest are forgotten
inline constexpr std::int64_t kMostRetiredPieces = 100'000; // about 1 GB kept for undo

// One operation while it is under way, inside the transaction that does it.
class OperationRecording
{
public:
    [[nodiscard]] static base::Result<OperationRecording> begin(WorkingState &state);
    // Writes the operation down, unless it changed nothing. What was undone can't be redone from then on.
    base::Status finish(const Deed &deed);

private:
    OperationRecording(WorkingState &state, base::ChangeRecorder recorder, std::int64_t firstPiece,
                       std::optional<QString> base);
    WorkingState *m_state;
    base::ChangeRecorder m_recorder;
    std::int64_t m_firstPiece;
    std::optional<QString> m_base; // the version below when it began
};

// Newest first. What undo, and redo, would do next; nothing when there is nothing.
[[nodiscard]] base::Result<std::vector<Operation>> operations(WorkingState &state, int limit);
[[nodiscard]] base::Result<std::optional<Operation>> nextUndo(WorkingState &state);
[[nodiscard]] base::Result<std::optional<Operation>> nextRedo(WorkingState &state);

// Inside the caller's transaction. The operation; and whether the rows' relation to the version below is right too:
// if not, because versions came between, the caller relates them anew.
struct Replayed
{
    Operation operation;
    bool related = true;
};
[[nodiscard]] base::Result<std::optional<Replayed>> undoOperation(WorkingState &state);
[[nodiscard]] base::Result<std::optional<Replayed>> redoOperation(WorkingState &state);

// Inside the caller's transaction: nothing can be done again any more.
base::Status forgetUndone(WorkingState &state);
// Inside the caller's transaction: nothing can be undone any more.
base::Status forgetOperations(WorkingState &state);

} // namespace datanet::dataset
