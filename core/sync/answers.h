#pragma once

#include "models/answer.h"
#include "rewards/inference_log.h"
#include "sync/model_registry.h"

#include <QString>

// Paid answers: a payer's coins in escrow, an answer, the payer's receipt for it, a line in the log of the model's
// provider, and the settlement of an epoch.
namespace datanet::sync {

// Puts coins aside for answers of a model; only the payer's own receipts spend them. Denied when the account has too
// few.
[[nodiscard]] base::Result<chain::Receipt> depositForAnswers(const Network &network, std::uint64_t model,
                                                             const base::Uint256 &amount, const crypto::SecretKey &key,
                                                             base::TaskContext &context);

// What an account may spend on a model, as the chain keeps it and less what its receipts of the open epoch come to.
struct AnswerBudget
{
    light::Proven<chain::Escrow> escrow;
    base::Uint256 promised; // wei of receipts that are not settled yet
};
[[nodiscard]] base::Result<AnswerBudget> readAnswerBudget(const Network &network, light::Snapshot &snapshot,
                                                          std::uint64_t model, const base::Address &payer,
                                                          base::TaskContext &context);

// What answers of a model cost now: its prices and the platform's fee.
struct AnswerPrices
{
    rewards::Prices prices;
    base::Uint256 platformFee;

    [[nodiscard]] base::Result<base::Uint256> feeFor(std::uint64_t tokensIn, std::uint64_t tokensOut) const;
};
// For an epoch that has not begun yet, by the newest agreed numbers.
[[nodiscard]] base::Result<AnswerPrices> readAnswerPrices(const Network &network, light::Snapshot &snapshot,
                                                          const ListedModel &model, base::TaskContext &context);

struct PaidAnswer
{
    std::uint64_t model = 0;
    models::Answer answer;
    rewards::LoggedAnswer line; // as it stands in the log
    base::Uint256 left; // of the payer's escrow
    rewards::Parameters parameters; // by which its fee is divided, unless others are agreed on before the settlement
};
// Asks a model whose provider is on this computer. The answer is handed out when its receipt is signed and safe in the
// provider's log. Denied: too few coins in escrow (nothing was asked), or above maximumFee. Conflict: the model is
// being changed.
[[nodiscard]] base::Result<PaidAnswer> askPaid(const Network &network, std::uint64_t model, const QString &question,
                                               const models::AnswerOptions &options,
                                               const std::optional<base::Uint256> &maximumFee,
                                               const crypto::SecretKey &key, base::TaskContext &context);

// The log of an epoch at a provider's folder; it may not exist.
[[nodiscard]] QString answerLogPath(const QString &providerFolder, std::uint64_t epoch);
// Answers that wait for settlement, and their fees; a provider that is not here has none to show: NotFound.
struct OpenAnswers
{
    std::uint64_t epoch = 0;
    std::uint64_t count = 0;
    base::Uint256 fees;
};
[[nodiscard]] base::Result<OpenAnswers> readOpenAnswers(const Network &network, light::Snapshot &snapshot,
                                                        std::uint64_t model, base::TaskContext &context);

// Closes the open epoch with the receipts in the log; its provider or owner may. NotFound without an answer. An epoch
// of more payers than a block has room for is charged in several transactions, `atOnce` payers each; stopped between
// them it goes on, and nobody can ask any more until it is settled.
inline constexpr std::size_t kPayersAtOnce = 100; // about 8 million gas
[[nodiscard]] base::Result<chain::Settlement> settleAnswers(const Network &network, std::uint64_t model,
                                                            const crypto::SecretKey &key, base::TaskContext &context,
                                                            std::size_t atOnce = kPayersAtOnce);

// Asks for what is left in escrow, and takes it as soon as that is possible.
enum class RefundStep : std::uint8_t { Asked, Waiting, Paid };
[[nodiscard]] base::Result<RefundStep> refundAnswers(const Network &network, std::uint64_t model,
                                                     const crypto::SecretKey &key, base::TaskContext &context);

} // namespace datanet::sync
