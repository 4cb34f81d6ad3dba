// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/messageaction.h"

#include <QCoreApplication>
#include <QKeyEvent>

#include <array>

namespace landline::ui {

using namespace Qt::StringLiterals;
using client::Delivery;
using client::Feature;

namespace {

/// Gives the free functions below a translation context.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(MessageAction)
};

constexpr std::array menuOrder { MessageAction::Retry, MessageAction::Discard, MessageAction::React,
    MessageAction::Reply, MessageAction::FindOriginal, MessageAction::Edit, MessageAction::Pin,
    MessageAction::Copy, MessageAction::Delete };

} // namespace

MessageOffer offerFor(const TimelineRow& row, client::Features features)
{
    MessageOffer offer;
    if (row.deleted) {
        return offer;
    }
    offer.setFlag(MessageAction::Copy, !row.content.isEmpty());
    offer.setFlag(MessageAction::FindOriginal, row.isReply());
    const bool isRefused = row.delivery == Delivery::Failed;
    offer.setFlag(MessageAction::Retry, isRefused);
    offer.setFlag(MessageAction::Discard, isRefused);
    if (!row.isMessage() || row.seq == Seq()) {
        return offer; // nobody else has it (yet)
    }
    offer.setFlag(MessageAction::Reply);
    offer.setFlag(MessageAction::React, features.testFlag(Feature::React));
    offer.setFlag(MessageAction::Pin, features.testFlag(Feature::Pin));
    offer.setFlag(MessageAction::Edit, row.own && features.testFlag(Feature::Edit));
    offer.setFlag(MessageAction::Delete, row.own && features.testFlag(Feature::Delete));
    return offer;
}

std::optional<MessageAction> actionFor(const QKeyEvent& event)
{
    if (event.matches(QKeySequence::Copy)) {
        return MessageAction::Copy;
    }
    if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        return std::nullopt;
    }
    if (event.text() == "+"_L1 || event.text() == ":"_L1) {
        return MessageAction::React;
    }
    if (event.modifiers() & Qt::ShiftModifier) {
        return std::nullopt; // a capital letter begins a sentence
    }
    switch (event.key()) {
    case Qt::Key_R:
        return MessageAction::Reply;
    case Qt::Key_E:
        return MessageAction::Edit;
    case Qt::Key_P:
        return MessageAction::Pin;
    case Qt::Key_Delete:
        return MessageAction::Delete;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return MessageAction::FindOriginal;
    default:
        return std::nullopt;
    }
}

QList<MessageAction> inMenuOrder(MessageOffer offer)
{
    QList<MessageAction> actions;
    actions.reserve(menuOrder.size());
    for (const MessageAction action : menuOrder) {
        if (offer.testFlag(action)) {
            actions.append(action);
        }
    }
    return actions;
}

QString actionName(MessageAction action, const TimelineRow& row)
{
    switch (action) {
    case MessageAction::React:
        return Words::tr("React…");
    case MessageAction::Reply:
        return Words::tr("Reply");
    case MessageAction::FindOriginal:
        return Words::tr("Go to the original");
    case MessageAction::Edit:
        return Words::tr("Edit");
    case MessageAction::Pin:
        return row.pinned ? Words::tr("Unpin") : Words::tr("Pin");
    case MessageAction::Copy:
        return Words::tr("Copy text");
    case MessageAction::Retry:
        return Words::tr("Retry");
    case MessageAction::Discard:
        return Words::tr("Discard");
    case MessageAction::Delete:
        return Words::tr("Delete…");
    }
    return {};
}

QString actionKey(MessageAction action)
{
    switch (action) {
    case MessageAction::React:
        return u"+"_s;
    case MessageAction::Reply:
        return u"R"_s;
    case MessageAction::FindOriginal:
        return QKeySequence(Qt::Key_Return).toString(QKeySequence::NativeText);
    case MessageAction::Edit:
        return u"E"_s;
    case MessageAction::Pin:
        return u"P"_s;
    case MessageAction::Copy:
        return QKeySequence(QKeySequence::Copy).toString(QKeySequence::NativeText);
    case MessageAction::Delete:
        return QKeySequence(Qt::Key_Delete).toString(QKeySequence::NativeText);
    case MessageAction::Retry:
    case MessageAction::Discard:
        break;
    }
    return {};
}

} // namespace landline::ui
