#pragma once

#include "base/task.h"
#include "crypto/eip712.h"
#include "rewards/receipt.h"

#include <QJsonObject>

#include <memory>
#include <optional>
#include <vector>

// The log of a model's paid answers in one epoch: JSON lines in any order, from whoever ran the model, so hostile.
// core/rewards/README.md describes a line.
namespace datanet::rewards {

inline constexpr std::int64_t kMaximumLogLine = 8 << 20; // bytes
inline constexpr std::int64_t kMaximumOutput = 1 << 20; // bytes of one answer
inline constexpr std::uint64_t kMaximumAnswers = 8 << 20; // lines of one log

struct LoggedAnswer
{
    Receipt receipt;
    std::int64_t time = 0; // seconds since 1970
    std::optional<base::Bytes> output; // UTF-8; nothing where only the panel has it
    base::Bytes32 salt; // zero where the output is public
    base::Bytes signature; // 65 bytes of the payer's key, or what a contract wallet takes; may be empty but at the last

    // A line without its line feed.
    [[nodiscard]] base::Bytes toLine() const;
    // Invalid, with the reason, for anything that is no such line, or an output that is not the one committed to.
    [[nodiscard]] static base::Result<LoggedAnswer> fromLine(base::ByteView line);
    // The receipt of a line whose output may be another than the one committed to.
    [[nodiscard]] static base::Result<Receipt> receiptOf(base::ByteView line);
};

// What a log comes to: the figures that the chain has of it.
struct LogSummary
{
    std::uint64_t count = 0;
    base::Digest root; // of the receipts' hashes, kind 5
    std::vector<chain::Charge> charges; // one a payer, ascending by payer
    base::Digest chargesAcc;
    base::Uint256 fees;
};

// An opened log. Keeps 48 bytes a line in memory and reads the rest when asked. Answers are numbered as on chain: by
// payer, then nonce.
class InferenceLog
{
public:
    // Reads all of it once and checks every line, the chain of each payer's receipts, and the signature over the last
    // one. Invalid names the line and the reason.
    [[nodiscard]] static base::Result<InferenceLog> open(const QString &path, const crypto::TypedDomain &domain,
                                                         base::TaskContext &task);
    InferenceLog(InferenceLog &&) noexcept;
    InferenceLog &operator=(InferenceLog &&) noexcept;
    ~InferenceLog();

    [[nodiscard]] std::uint64_t count() const;
    [[nodiscard]] const LogSummary &summary() const;
    // Any thread. Invalid when there is no such answer; Conflict when the file changed since it was opened.
    [[nodiscard]] base::Result<LoggedAnswer> at(std::uint64_t index) const;
    // Where the answer stands in the file, from 1.
    [[nodiscard]] std::uint64_t lineOf(std::uint64_t index) const;
    [[nodiscard]] QString path() const;

private:
    struct State;
    explicit InferenceLog(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace datanet::rewards
