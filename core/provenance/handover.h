#pragma once

#include "base/task.h"
#include "crypto/device_key.h"
#include "provenance/manifest.h"
#include "provenance/verification.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <vector>

// A folder of files that a person hands over by hand, day by day, to a service that gives no receipt of its own: signed
// receipts of what was prepared and of what the person says was uploaded when. Each is an in-toto Statement v1 in a
// Sigstore bundle (DSSE) signed by the device:
//   receipts/prepared.sigstore.json   subjects: every file of the folder; predicate "urn:datanet:handover:1"
//   receipts/day-01.sigstore.json     subjects: the files of that day; when they were uploaded
//   receipt.json                      the prepared statement, to be read
//   signer.pem                        the device's public key
// It proves what the holder of the key said, and that the files are those; not that a service received them.
namespace datanet::provenance {

struct HandoverDay
{
    QString folder; // "day-01"
    std::int64_t files = 0;
    std::int64_t bytes = 0;
    std::int64_t records = 0;
    std::optional<QDateTime> uploaded; // as its receipt says
};

struct Handover
{
    QString dataSet; // title
    QString version; // 40 digits
    QString semanticVersion;
    QDateTime prepared;
    std::vector<HandoverDay> days;
    std::vector<Manifest::File> files; // sorted by name
};

// Writes the receipt of everything below the folder: files are hashed here.
base::Status signPrepared(const QString &folder, Handover handover, const crypto::DeviceKey &key,
                          base::TaskContext &task);

[[nodiscard]] bool isHandover(const QString &folder);

// What the receipts say, their signatures checked with the key that came along; files are not looked at. Corrupt or
// Invalid when a receipt is not good.
[[nodiscard]] base::Result<Handover> readHandover(const QString &folder);

// Signs that the files of a day were uploaded at a time. The files must be as they were prepared (Corrupt), the day not
// have a receipt yet (Conflict), the key be the one that signed the first receipt (Denied); NotFound for another day.
base::Status signUploaded(const QString &folder, int day, const QDateTime &at, const crypto::DeviceKey &key,
                          base::TaskContext &task);

// Receipts and files against each other. signer: whose receipts they must be; without one the key that came along is
// used, and the fact says so.
[[nodiscard]] base::Result<Verification>
verifyHandover(const QString &folder, const std::optional<crypto::VerifyingKey> &signer, base::TaskContext &task);

// "day-01"
[[nodiscard]] QString dayFolder(int day);

} // namespace datanet::provenance
