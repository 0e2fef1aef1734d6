#pragma once

#include "base/task.h"
#include "base/uint256.h"
#include "crypto/secp256k1.h"
#include "light/proven.h"
#include "sync/datanets.h"
#include "sync/found_corrections.h"
#include "sync/network.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <vector>

// Sending a version for review: planned first, with everything a person must know before saying yes, then carried out
// step by step by a state machine that survives a kill at any of them.
namespace datanet::sync {

// What would be sent, what it costs, and what stands in the way. Made without writing anything anywhere.
struct SubmissionPlan
{
    QString folder;
    QString title; // of the data set
    QString version; // id of the commit that is sent
    std::uint64_t datanet = 0;
    light::Proven<DatanetTexts> datanetTexts;
    std::uint32_t baseVersion = 0;
    std::int64_t records = 0; // that it adds
    std::int64_t removals = 0; // accepted records that it replaces or removes
    std::int64_t already = 0; // accepted before: they stay as they are
    std::vector<FoundCorrection> corrections = {}; // the removals, ascending by record
    std::vector<QString> examples; // titles of the first few added records
    std::int64_t blocking = 0; // findings that forbid sending
    std::int64_t cautions = 0; // findings that reviewers will see
    QString licence; // SPDX, of the data set
    QString publishedLicence; // SPDX, of what the datanet publishes
    QString statement; // what the person says with their yes: authorshipStatement()
    light::Proven<base::Uint256> deposit; // bond for all records, comes back when the review ends
    light::Proven<base::Uint256> fee; // of the datanet
    base::Uint256 networkFee; // at most, for all transactions
    base::Uint256 total; // at most
    light::Proven<base::Uint256> balance; // of the account that pays
    QString obstacle; // English: why it can't be sent now; empty when it can
};
// What a contributor warrants, in English; its keccak256 is part of every declaration. Shown before the person agrees.
[[nodiscard]] QString authorshipStatement();

// corrects: as in SubmissionRequest.
[[nodiscard]] base::Result<SubmissionPlan> planSubmission(const Network &network, const QString &folder,
                                                          std::uint64_t datanet, const base::Address &account,
                                                          base::TaskContext &context, bool corrects = false);

// The steps, in order. Each is written to the outbox before it is tried and again when it is done, so that whoever
// continues knows what may have happened and never pays twice.
enum class SubmissionStep : std::uint8_t {
    Prepared, // records, roots, salt and bundle are fixed on this machine
    Registered, // priority is on chain; nothing about the data is
    Opened, // declared; the panel will be drawn
    Drawn, // the panel is known
    Sealed, // the bundle is encrypted to the panel
    Uploaded, // the inbox has it
    Delivered, // the chain names its hash and place: the reviewers can work
};

struct Submission
{
    std::int64_t number = 0; // in this outbox
    QString network;
    QString folder;
    QString title; // of the data set, as it was then
    QString version;
    std::uint64_t datanet = 0;
    base::Address account;
    std::optional<std::uint64_t> contribution; // priority number, from Registered on
    SubmissionStep step = SubmissionStep::Prepared;
    std::int64_t records = 0;
    QDateTime time;
    QString problem; // English: why it waits; empty while nothing is wrong
    // The chain says that it is over (taken back, out of time, another network): nothing of it is left to do. Known
    // from the first attempt to go on with it.
    bool ended = false;
};

// Starts a submission of the newest version of the folder and carries it out as far as it goes; on an error or a kill
// it stays in the outbox and continueSubmission() goes on where it stopped. The same version to the same datanet from
// the same account is the same submission: asking again goes on with it, unless the chain says that it ended without an
// acceptance. Denied when findings forbid sending or mayShare is not given; Unproven when what is to be signed is not
// known at `level`; Conflict while another program carries it out.
struct SubmissionRequest
{
    QString folder;
    std::uint64_t datanet = 0;
    base::Address payee; // who is to be rewarded; usually the account
    bool mayShare = false; // the person's word that they may share the records under the licence
    // A contribution of the same account to the same datanet that ended without an acceptance: this one takes its
    // place, and its priority passes on for the records that both have. Denied for any other.
    std::optional<std::uint64_t> replaces;
    light::Level level = light::Level::ServersAgree;
    // It corrects: published records that the data set does not have any more are to go (findCorrections()), with what
    // their authors signed about it. Denied when there are none.
    bool corrects = false;
    std::vector<SignedAgreement> agreements = {};
};
[[nodiscard]] base::Result<Submission> submit(const Network &network, const SubmissionRequest &request,
                                              const crypto::SecretKey &key, base::TaskContext &context);
[[nodiscard]] base::Result<Submission> continueSubmission(const Network &network, std::int64_t number,
                                                          const crypto::SecretKey &key, base::TaskContext &context);
// All of this network, newest first.
[[nodiscard]] base::Result<std::vector<Submission>> submissions(const Home &home, const QString &network);
// Ids of the records that were sent, in the order of their positions. NotFound when they are not on this machine.
[[nodiscard]] base::Result<std::vector<base::Digest>> submittedRecords(const Home &home, std::int64_t number);

} // namespace datanet::sync
