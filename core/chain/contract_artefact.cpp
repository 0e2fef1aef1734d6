#include "chain/contract_artefact.h"

#include "base/canonical_json.h"
#include "chain/bindings/openledger/published.h"

#include <QFile>

namespace datanet::chain {

using base::Bytes;
using base::ByteView;
using base::ErrorKind;
using base::fail;
using base::Result;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMaxArtefact = 4 << 20;

Result<Bytes> readFileOrResource(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, u"%1 cannot be read: %2"_s.arg(path, file.errorString()),
                    u"install the application again"_s);
    auto bytes = file.read(kMaxArtefact + 1);
    if (bytes.size() > kMaxArtefact)
        return fail(ErrorKind::Invalid, u"%1 is larger than %2 bytes"_s.arg(path).arg(kMaxArtefact));
    return bytes;
}

} // namespace

Result<ContractArtefact> ContractArtefact::fromJson(ByteView json)
{
    const auto object = base::parseObject(json, kMaxArtefact);
    if (!object)
        return fail(object.error());
    ContractArtefact artefact;
    artefact.name = object->value("contract"_L1).toString();
    auto interface = abi::Interface::fromJson(object->value("abi"_L1).toArray());
    if (!interface)
        return fail(interface.error());
    auto layout = StorageLayout::fromJson(object->value("storageLayout"_L1).toObject());
    if (!layout)
        return fail(layout.error());
    // Of a contract that others deploy only the interface is known.
    const bool isPublished = object->value("published"_L1).toBool();
    const auto creation = base::fromHex(object->value("bytecode"_L1).toString());
    const auto runtime = base::fromHex(object->value("deployedBytecode"_L1).toString());
    artefact.interface = std::move(*interface);
    artefact.layout = std::move(*layout);
    if (isPublished && !artefact.name.isEmpty())
        return artefact;
    if (artefact.name.isEmpty() || !creation || creation->isEmpty() || !runtime || runtime->isEmpty())
        return fail(ErrorKind::Invalid, u"contract artefact: name or code is missing"_s);
    artefact.creationCode = *creation;
    artefact.runtimeCode = *runtime;
    const auto references = object->value("immutableReferences"_L1).toObject();
    for (const auto &places : references) {
        for (const auto &place : places.toArray()) {
            const auto start = place.toObject().value("start"_L1).toInt(-1);
            const auto length = place.toObject().value("length"_L1).toInt(-1);
            if (start < 0 || length < 0 || length > artefact.runtimeCode.size() - start)
                return fail(ErrorKind::Invalid,
                            u"contract artefact %1: an immutable is outside the code"_s.arg(artefact.name));
            artefact.immutables.emplace_back(start, length);
        }
    }
    return artefact;
}

Result<ContractArtefact> ContractArtefact::load(const QString &path)
{
    const auto bytes = readFileOrResource(path);
    if (!bytes)
        return fail(bytes.error());
    auto artefact = fromJson(*bytes);
    if (!artefact)
        return fail(artefact.error().within(path));
    return artefact;
}

bool ContractArtefact::isCode(ByteView deployed) const
{
    if (runtimeCode.isEmpty())
        return false;
    auto blanked = deployed.toByteArray();
    if (blanked.size() != runtimeCode.size())
        return false;
    for (const auto &[start, length] : immutables)
        blanked.replace(start, length, Bytes(length, '\0'));
    return blanked == runtimeCode;
}

Result<ContractSet> ContractSet::load(const QString &folder)
{
    ContractSet set;
    const auto add = [&set](const QString &place, QStringView name, bool isPublished) -> base::Status {
        auto artefact = ContractArtefact::load(place % u'/' % name.toString() % u".json"_s);
        if (!artefact)
            return fail(artefact.error());
        if (artefact->name != name || artefact->runtimeCode.isEmpty() != isPublished)
            return fail(ErrorKind::Invalid, u"%1/%2.json holds another contract"_s.arg(place, name));
        set.m_all.insert(name.toString(), std::move(*artefact));
        return {};
    };
    for (const auto name : kNames) {
        if (const auto added = add(folder, name, false); !added)
            return fail(added.error());
    }
    for (const auto name : kPublishedContracts) {
        if (const auto added = add(folder % u"/openledger"_s, name, true); !added)
            return fail(added.error());
    }
    return set;
}

const ContractArtefact &ContractSet::operator[](QStringView name) const
{
    const auto found = m_all.constFind(name.toString());
    Q_ASSERT(found != m_all.constEnd());
    return *found;
}

} // namespace datanet::chain
