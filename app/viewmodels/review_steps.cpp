#include "viewmodels/review_steps.h"

namespace datanet::app {

base::Status carryOutReviewStep(const sync::Network &network, std::uint64_t contribution, const QString &step,
                                const crypto::SecretKey &key, base::TaskContext &context)
{
    if (step == sync::reviewTaskName(sync::ReviewTask::Draw))
        return sync::drawPanel(network, contribution, key, context);
    if (step == sync::reviewTaskName(sync::ReviewTask::Reveal))
        return sync::revealVote(network, contribution, key, context);
    if (step == sync::reviewTaskName(sync::ReviewTask::Finalize))
        return sync::finalizeReview(network, contribution, key, context);
    if (step == sync::reviewTaskName(sync::ReviewTask::Expire))
        return sync::expireContribution(network, contribution, key, context);
    // Handing over and publishing are one call: how far it goes is for the account's rights to say.
    const auto published = sync::publishContribution(network, contribution, key, context);
    return published ? base::Status() : base::Status(base::fail(published.error()));
}

} // namespace datanet::app
