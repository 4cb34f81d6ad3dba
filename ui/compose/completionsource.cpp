// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/completionsource.h"

#include "client/memberlistmodel.h"
#include "client/roomlistmodel.h"
#include "client/session.h"
#include "client/slashcommand.h"
#include "ui/sentences.h"

#include <QCoreApplication>

namespace landline::ui {

using namespace Qt::StringLiterals;
using client::MemberListModel;
using client::RoomListModel;
using client::SlashCommand;

namespace {

/// Gives the free functions below a translation context.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(CompletionSource)
};

QList<Completion> people(const MemberListModel& members)
{
    QList<Completion> found;
    found.reserve(members.rowCount() + 1);
    for (int row = 0; row < members.rowCount(); ++row) {
        const QModelIndex index = members.index(row);
        if (!index.data(MemberListModel::SelfRole).toBool()) {
            const bool isOnline = index.data(MemberListModel::OnlineRole).toBool();
            found.append({ index.data(MemberListModel::NameRole).toString(),
                isOnline ? Words::tr("online") : QString() });
        }
    }
    found.append({ u"room"_s, Words::tr("everybody in this room") });
    return found;
}

QList<Completion> rooms(const RoomListModel& model)
{
    QList<Completion> found;
    found.reserve(model.rowCount());
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row);
        found.append({ index.data(RoomListModel::NameRole).toString(),
            index.data(RoomListModel::TopicRole).toString() });
    }
    return found;
}

QList<Completion> commands()
{
    const QList<SlashCommand> all = SlashCommand::all();
    QList<Completion> found;
    found.reserve(all.size());
    for (const SlashCommand& command : all) {
        found.append({ command.name, commandWords(command.kind) });
    }
    return found;
}

} // namespace

QList<Completion> completionsIn(client::Session& session, const RoomName& room, QChar sign)
{
    if (sign == u'@') {
        return people(session.members(room));
    }
    return sign == u'#' ? rooms(session.rooms()) : commands();
}

} // namespace landline::ui
